import JSON

/// The schemas of bytes: how they are asked of a model, which can write only text.
enum FileSchema {
  /// The schema that is published for bytes: what limits them is not about the text that stands for them.
  ///
  /// - Parameters:
  ///   - schema: What the document says of the bytes.
  ///   - hasFolder: Whether files of the server's own machine can be named.
  ///   - isMarked: Whether text may stand there as well, so that only a mark tells bytes from it.
  /// - Returns: The schema of the text that stands for the bytes.
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
