import JSON

/// Converts `discriminator` (OpenAPI 3.1.1, 4.8.25): the property and its values that distinguish the forms of a
/// schema.
extension SchemaConversion {
  /// Expresses the discriminator in JSON Schema: as a sentence in the description, and as the value of the property in
  /// each form that it names.
  mutating func discriminated(_ schema: JSONObject, by discriminator: Located) -> JSONObject {
    guard let property = discriminator.text("propertyName") else { return schema }
    var schema = schema
    var values = mapping(of: discriminator)
    let standard = discriminator.text("defaultMapping").flatMap { modelName($0, at: discriminator.place) }
    for keyword in ["oneOf", "anyOf"] {
      guard let forms = schema[keyword]?.array else { continue }
      let known = Dictionary(grouping: values, by: \.form)
      // A form that is listed again adds nothing: repeating its values each time would make the list grow
      // quadratically.
      var seen: Set<String> = []
      schema[keyword] = .array(
        forms.map { form in
          guard case .object(let object) = form, object.count == 1, let name = object["$ref"]?.string else {
            return form
          }
          guard let form = Reference.schemaName(name), seen.insert(form).inserted else { return .object(object) }
          var own = (known[form] ?? []).map(\.value)
          if own.isEmpty {
            own = [form]
            values.append((form, form))
          }
          guard form != standard, accepts(form, property, own) else { return .object(object) }
          return .object(Self.restricted(object, property, to: own))
        }
      )
    }
    let sentence = Self.sentence(property, values.map(\.value))
    let text = schema["description"]?.string.map { "\($0)\n\n\(sentence)" } ?? sentence
    schema["description"] = .string(text)
    return schema
  }

  private static func sentence(_ property: String, _ values: [String]) -> String {
    guard !values.isEmpty else { return "The property \"\(property)\" tells which form it is." }
    return "The property \"\(property)\" tells which form it is: "
      + values.map { "\"\($0)\"" }.joined(separator: ", ") + "."
  }

  private static func restricted(_ form: JSONObject, _ property: String, to values: [String]) -> JSONObject {
    let value: JSONObject =
      if values.count == 1 { ["const": .string(values[0])] } else { ["enum": .array(values.map(JSONValue.string))] }
    var form = form
    form.append("properties", .object([property: .object(value)]))
    form.append("required", [.string(property)])
    return form
  }

  /// The mapped values, with the model's names of their schemas.
  private mutating func mapping(of discriminator: Located) -> [(value: String, form: String)] {
    var values: [(value: String, form: String)] = []
    for (value, part) in discriminator["mapping"]?.members ?? [] {
      guard let text = part.value.string, let form = modelName(text, at: discriminator.place) else {
        omit("The value \"\(value)\" is mapped to no schema: it is ignored. Correct the mapping.", at: part.place)
        continue
      }
      values.append((value, form))
    }
    return values
  }

  /// The model's name of a schema that a discriminator gives by name or reference.
  private mutating func modelName(_ text: String, at place: Place) -> String? {
    let reference = Reference.text(schemaName: text)
    if let name = try? name(of: reference, at: place) { return name }
    return try? name(of: text, at: place)
  }

  /// Whether a form allows one of the values for the property; if not, the discriminator is not meant as written.
  private func accepts(_ form: String, _ property: String, _ values: [String]) -> Bool {
    guard let schema = documents.files[0].root["components"]?["schemas"]?[form]?["properties"]?[property] else {
      return true
    }
    if let value = schema["const"]?.string { return values.contains(value) }
    guard let allowed = schema["enum"]?.array else { return true }
    let texts = Set(allowed.compactMap(\.string))
    return values.allSatisfy(texts.contains)
  }
}
