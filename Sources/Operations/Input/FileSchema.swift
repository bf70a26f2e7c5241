import JSON

/// Schemas for bytes in the input of a model, which can write only text.
enum FileSchema {
  /// The published schema for bytes, without the document's limits, which do not apply to the text that represents
  /// them.
  ///
  /// - Parameters:
  ///   - schema: The document's schema of the bytes.
  ///   - hasFolder: Whether files on the server's machine can be named.
  ///   - isMarked: Whether plain text is allowed too, so that bytes need a mark.
  /// - Returns: The schema of the text that represents the bytes.
  static func published(_ schema: JSONValue?, hasFolder: Bool, isMarked: Bool = false) -> JSONValue {
    var result = schema?.object ?? [:]
    let isNullable = result["type"]?.array?.contains("null") == true
    for keyword in ["format", "minLength", "maxLength", "pattern", "examples", "default", "enum"] {
      result[keyword] = nil
    }
    result["type"] = isNullable ? ["string", "null"] : "string"
    let url = "a data: URL such as data:image/png;name=cat.png;base64,iVBORw0K"
    var text = isMarked ? "A file as \(url)" : "The content in base64, or \(url)"
    if hasFolder { text += ", or file: and the path of a file in the folder for uploads" }
    let own = result["description"]?.string.map { "\($0) " } ?? ""
    result["description"] = .string("\(own)\(text).")
    result["contentEncoding"] = isMarked ? nil : "base64"
    return .object(result)
  }
}
