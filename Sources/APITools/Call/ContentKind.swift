import JSON

/// Whether content is text or bytes: one rule for bodies, parts of forms and responses.
///
/// `text/…` and XML are text. Of any other type, a string schema means text and `format: binary` or a `contentEncoding`
/// means bytes; images, archives and their like are never text (OpenAPI 3.0.3, 4.7.14.2; 3.1.1, 4.4.1.2).
enum ContentKind {
  case text, bytes

  /// The kind of content of a type.
  ///
  /// - Returns: `nil` where neither type nor schema decide: the value is no string.
  init?(_ type: MediaTypeName, _ schema: JSONValue?) {
    let types = SchemaTypes.of(schema)
    if type.isAlwaysText {
      self = .text
    } else if type.isAlwaysBytes || types.isEmpty || Self.hasBytes(schema) {
      self = .bytes
    } else if types.contains("string") || type.isText {
      self = .text
    } else {
      return nil
    }
  }

  /// Whether a schema says that its strings stand for bytes.
  private static func hasBytes(_ schema: JSONValue?) -> Bool {
    let forms = [schema].compactMap { $0 } + ["anyOf", "oneOf", "allOf"].flatMap { schema?[$0]?.array ?? [] }
    return forms.contains { form in
      let form = SchemaTypes(in: schema).resolved(form)
      let media = form?["contentMediaType"]?.string.map { MediaTypeName($0) }
      return form?["format"] == "binary" || form?["contentEncoding"] != nil || media.map { !$0.isText } ?? false
    }
  }
}
