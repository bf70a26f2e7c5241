import JSON
import JSONSchema
import LazyValue
import OpenAPI

/// The JSON media types of a request body that has several; a call sends the one that it names, else the first that
/// fits.
struct JSONBodyChoice: Sendable {
  private struct Form: Sendable {
    let type: String
    let schema: JSONValue
    let compiled: Lazy<Schema?>

    init(_ type: String, _ schema: JSONValue) {
      self.type = type
      self.schema = schema
      compiled = Lazy {
        let secrets = SecretFields(schema: schema, role: .input)
        return try? Schema(.object(PublishedSchema.input(schema.object ?? [:], secrets)))
      }
    }

    /// Whether the value has the shape of the type: patches have a shape of their own (RFC 6902, RFC 7396).
    func fits(_ value: JSONValue) -> Bool {
      switch MediaTypeName(type).essence {
      case "application/json-patch+json" where value.array == nil: false
      case "application/merge-patch+json" where value.object == nil: false
      default: isAllowed(value)
      }
    }

    func isAllowed(_ value: JSONValue) -> Bool { compiled.value?.accepts(value) ?? true }
  }

  private let forms: [Form]
  /// The schema of the body: the union of the schemas of all types.
  let schema: JSONValue

  /// Makes the choice; `nil` if there is none, since plain JSON types with the same schema count as one.
  ///
  /// - Parameter types: The media types and their schemas, standing alone, in the order of the document.
  init?(_ types: [(type: String, schema: JSONValue)]) {
    var forms: [Form] = []
    var plain: Set<JSONValue> = []
    for (type, schema) in types {
      if Self.isPlain(type) {
        guard plain.insert(schema).inserted else { continue }
        forms.append(Form(type.contains("*") ? "application/json" : type, schema))
      } else {
        forms.append(Form(type, schema))
      }
    }
    guard forms.count > 1 else { return nil }
    self.forms = forms
    schema = Self.union(of: forms.map(\.schema))
  }

  var names: [String] { forms.map(\.type) }

  /// Returns the media type in which a value is sent.
  ///
  /// - Parameters:
  ///   - value: The whole body.
  ///   - name: The type that the caller named.
  /// - Returns: One of ``names``.
  /// - Throws: A failure if the named type is unknown, or its schema rejects the value.
  func type(of value: JSONValue, named name: String?) throws(CallFailure) -> String {
    guard let name else { return (forms.first { $0.fits(value) } ?? forms[0]).type }
    guard let form = forms.first(where: { $0.type == name }) else {
      throw CallFailure("The media type has to be one of \(names.joined(separator: ", ")). Nothing was sent.")
    }
    guard form.isAllowed(value) else {
      throw CallFailure("Nothing was sent: \(name) allows no such body. Leave out the media type, or correct either.")
    }
    return name
  }

  private static func isPlain(_ type: String) -> Bool {
    let essence = MediaTypeName(type).essence
    return essence == "application/json" || essence == "text/json" || essence.contains("*")
  }

  /// The one schema if all are equal, else a schema that accepts any of them (`anyOf`).
  private static func union(of schemas: [JSONValue]) -> JSONValue {
    var seen: Set<JSONValue> = []
    let distinct = schemas.filter { seen.insert($0).inserted }
    guard distinct.count > 1 else { return distinct[0] }
    var definitions = JSONObject()
    let forms = distinct.map { schema -> JSONValue in
      guard case .object(var object) = schema else { return schema }
      for (name, definition) in object["$defs"]?.object ?? [:] { definitions[name] = definition }
      object["$defs"] = nil
      return .object(object)
    }
    var union: JSONObject = ["anyOf": .array(forms)]
    if !definitions.isEmpty { union.append("$defs", .object(definitions)) }
    return .object(union)
  }
}
