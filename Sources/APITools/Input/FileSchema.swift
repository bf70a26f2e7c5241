import JSON

/// The schemas of bytes: how a document declares them, and how they are asked of a model, which can write only text.
enum FileSchema {
  /// Tells whether values of a schema are bytes as they are, and not text that stands for some.
  ///
  /// OpenAPI 3.0 says `format: binary`; 3.1 a media type of the content without an encoding (3.1.1, 4.4.1.2).
  static func isFile(_ schema: JSONValue) -> Bool {
    let types = types(of: schema)
    guard types.isEmpty || types.contains("string") else { return false }
    return schema["format"] == "binary" || schema["contentMediaType"] != nil && schema["contentEncoding"] == nil
  }

  /// The schema that is published for bytes: what limits them is not about the text that stands for them.
  ///
  /// - Parameters:
  ///   - schema: What the document says of the bytes.
  ///   - hasFolder: Whether files of the server's own machine can be named.
  /// - Returns: The schema of the text that stands for the bytes.
  static func published(_ schema: JSONValue?, hasFolder: Bool) -> JSONValue {
    var result = schema?.object ?? [:]
    for keyword in ["format", "minLength", "maxLength", "pattern", "examples", "default", "enum"] {
      result[keyword] = nil
    }
    result["type"] = "string"
    var text = "The content in base64, or a data: URL such as data:image/png;name=cat.png;base64,iVBORw0K"
    if hasFolder { text += ", or file: and the path of a file in the folder for uploads" }
    let own = result["description"]?.string.map { "\($0) " } ?? ""
    result["description"] = .string("\(own)\(text).")
    result["contentEncoding"] = "base64"
    return .object(result)
  }

  static func types(of schema: JSONValue?) -> [String] {
    guard let type = schema?["type"] else { return [] }
    return (type.array ?? [type]).compactMap(\.string)
  }
}
