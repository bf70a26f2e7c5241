import JSON
import OpenAPI

/// How a member of a multipart body is written: as a file, or as text.
struct PartForm: Sendable {
  /// Whether strings stand for bytes.
  let isFile: Bool
  /// Whether a string is bytes only where it is marked as a `data:` URL or `file:`, because it may be text as well.
  let isMarked: Bool
  /// The media type that the schema gives the content.
  let contentType: String?
  /// The schema that is published for the member.
  let schema: JSONValue

  /// Reads what the document says of a member.
  ///
  /// Bytes are `format: binary`, a media type of bytes without an encoding, or no schema and a media type of bytes
  /// (OpenAPI 3.1.1, 4.4.1.2 and 4.8.15), also among several forms, as elements, and where null is allowed.
  ///
  /// - Parameters:
  ///   - schema: The member's schema.
  ///   - encoding: What is said of its part.
  ///   - hasFolder: Whether files of the server's own machine can be named.
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

    /// Gives the schema with the bytes in it as they are published.
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
        // Published, several forms are text, which one of them alone cannot be told from.
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
