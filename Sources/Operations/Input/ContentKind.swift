import JSON

/// Text or bytes: one rule for the content of bodies, form parts and responses.
///
/// `text/…` and XML are text. For any other type, a string schema means text, and `format: binary` or a
/// `contentEncoding` means bytes; images, archives and the like are never text (OpenAPI 3.0.3, 4.7.14.2; 3.1.1,
/// 4.4.1.2).
package enum ContentKind {
  case text, bytes

  /// The kind of content for a type and schema.
  ///
  /// - Returns: `nil` if neither decides: the value is no string.
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

  /// Whether the strings of a schema represent bytes.
  private static func hasBytes(_ schema: JSONValue?) -> Bool {
    let forms = [schema].compactMap { $0 } + ["anyOf", "oneOf", "allOf"].flatMap { schema?[$0]?.array ?? [] }
    return forms.contains { form in
      let form = SchemaTypes(in: schema).resolved(form)
      let media = form?["contentMediaType"]?.string.map { MediaTypeName($0) }
      return form?["format"] == "binary" || form?["contentEncoding"] != nil || media.map { !$0.isText } ?? false
    }
  }
}
