import JSON
import OpenAPI

/// Small documents in YAML, and what tests look for in them.
enum SampleDocument {
  /// A document of one operation, `GET /a/{id}`, whose members are given, and more members of the root.
  static func read(
    _ operation: String,
    _ rest: String = "",
    version: String = "3.1.0",
    files: (any SiblingFiles)? = nil
  ) throws -> APIDocument {
    let text = """
      openapi: \(version)
      info: {title: A, version: '1'}
      paths:
        /a/{id}:
          parameters: [{name: id, in: path, required: true, schema: {type: string}}]
          post: \(operation)
      \(rest)
      """
    return try APIDocument(reading: text, files: files)
  }

  /// A document of one component schema, `S`, and what became of that.
  static func schema(_ schema: String, _ others: String = "", version: String = "3.1.0") throws -> JSONValue? {
    try read("{}", "components: {schemas: {S: \(schema)\(others.isEmpty ? "" : ", \(others)")}}", version: version)
      .schemas["S"]
  }

  static func value(_ yaml: String) throws -> JSONValue? {
    try APIDocument(reading: "openapi: 3.1.0\npaths: {}\nx-v: \(yaml)").root["x-v"]
  }
}

/// Files that are at hand as texts.
struct TextFiles: SiblingFiles {
  var documentName = "openapi.yaml"
  var texts: [String: String]

  func bytes(at path: String, limit: Int) throws(SiblingFileError) -> [UInt8] {
    guard let text = texts[path] else { throw SiblingFileError("does not exist") }
    // A text that begins with a brace is read as JSON.
    return Array((path.hasSuffix(".json") ? text : "# YAML\n\(text)").utf8)
  }
}
