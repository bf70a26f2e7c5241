import JSON
import OpenAPI

/// The form of a multipart body's member: a file or text.
struct PartForm: Sendable {
  /// Whether strings of the member stand for bytes.
  let isFile: Bool
  /// Whether only marked strings (a `data:` URL or `file:`) are bytes, because the member may be text as well.
  let isMarked: Bool
  /// The media type of the content by the schema (`contentMediaType`); `nil` without one.
  let contentType: String?
  /// The schema of the member as it is published.
  let schema: JSONValue

  /// Reads the schema and the encoding of a member.
  ///
  /// Bytes are `format: binary`, a media type of bytes without an encoding, or no schema and a media type of bytes
  /// (OpenAPI 3.1.1, 4.4.1.2 and 4.8.15). They are also found in one of several forms, in elements of arrays, and
  /// beside null.
  ///
  /// - Parameters:
  ///   - schema: The member's schema.
  ///   - encoding: The encoding of its part in the document; `nil` without one.
  ///   - hasFolder: Whether calls may name files of the server's own machine.
  init(_ schema: JSONValue, _ encoding: MediaType.PropertyEncoding?, hasFolder: Bool) {
    var found = Found(hasFolder: hasFolder, type: encoding?.contentTypes.first.map(MediaTypeName.init))
    found.look(through: schema, depth: 0)
    isFile = found.hasFile
    isMarked = found.hasFile && found.hasText
    contentType = found.contentType
    var published = Found(hasFolder: hasFolder, type: found.type, isMarked: isMarked)
    self.schema = found.hasFile ? published.look(through: schema, depth: 0) : schema
  }

  /// Findings about a schema, gathered while its forms are read.
  private struct Found {
    let hasFolder: Bool
    /// The media type of the part.
    let type: MediaTypeName?
    var isMarked = false
    private(set) var hasFile = false
    private(set) var hasText = false
    private(set) var contentType: String?

    init(hasFolder: Bool, type: MediaTypeName?, isMarked: Bool = false) {
      self.hasFolder = hasFolder
      self.type = type
      self.isMarked = isMarked
    }

    /// Reads a schema and returns it with its bytes in their published form.
    @discardableResult
    mutating func look(through schema: JSONValue, depth: Int) -> JSONValue {
      let object = schema.object ?? [:]
      let forms = ["anyOf", "oneOf", "allOf"].filter { object[$0]?.array != nil }
      if depth < 4, !forms.isEmpty {
        var result = object
        for keyword in forms {
          let written = (object[keyword]?.array ?? []).map { look(through: $0, depth: depth + 1) }
          result[keyword] = .array(written)
        }
        // As `anyOf`: once published, all forms are text, so a value may match several, which `oneOf` would reject.
        if hasFile, let forms = result["oneOf"], result["anyOf"] == nil {
          result["anyOf"] = forms
          result["oneOf"] = nil
        }
        return .object(result)
      }
      let types = SchemaTypes.of(schema)
      if depth < 4, types.contains("array"), let items = object["items"] {
        var result = object
        result["items"] = look(through: items, depth: depth + 1)
        return .object(result)
      }
      guard types.isEmpty || types.contains("string") else { return schema }
      if contentType == nil { contentType = object["contentMediaType"]?.string }
      guard isBytes(object, types) else {
        if types.contains("string") { hasText = true }
        return schema
      }
      hasFile = true
      return FileSchema.published(schema, hasFolder: hasFolder, isMarked: isMarked)
    }

    private func isBytes(_ schema: JSONObject, _ types: Set<String>) -> Bool {
      if schema["format"] == "binary" { return true }
      guard schema["contentEncoding"] == nil else { return false }
      if let media = schema["contentMediaType"]?.string.map(MediaTypeName.init) { return !media.isText }
      guard let type, !type.essence.isEmpty else { return false }
      return types.isEmpty ? !type.isText && type.essence != "*/*" : type.isAlwaysBytes
    }
  }
}
