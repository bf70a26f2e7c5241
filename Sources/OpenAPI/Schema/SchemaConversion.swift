import JSON

/// Converts the schemas of a document, and of the files beside it, to JSON Schema 2020-12.
///
/// References stay references, in canonical spelling, to schemas with unique names. Keywords of OpenAPI that are not in
/// JSON Schema are dropped, except `x-mcp`.
struct SchemaConversion {
  let documents: DocumentSet
  /// The names of the schemas referred to since this was last cleared.
  var references: Set<String> = []
  /// The schemas named when they were referred to, which remain to be converted.
  var pending: [(name: String, schema: Located)] = []
  /// The parts left out, with their positions.
  var omissions: [UnusablePart] = []
  private var names: SchemaNames
  /// The number of schemas that may still be converted: a referenced schema is converted once, but one in a parameter
  /// or body each time.
  private var remaining = 2_000_000

  init(documents: DocumentSet) {
    self.documents = documents
    names = SchemaNames(components: documents.files[0].root["components"]?["schemas"]?.object?.names ?? [])
  }

  /// Converts a schema and all schemas in it.
  mutating func convert(_ schema: Located) throws(UnusablePart) -> JSONValue {
    remaining -= 1
    guard remaining > 0 else {
      throw UnusablePart(
        "The document has too many schemas, its references followed. Make it smaller.",
        at: schema.place
      )
    }
    switch schema.value {
    case .bool: return schema.value
    case .object(let object):
      if case .string(let text)? = object["$ref"] { return try reference(text, in: schema) }
      return .object(SchemaKeyword.sorted(try keywords(schema)))
    default:
      throw UnusablePart(
        "A schema is \(schema.value.typeName), not an object. Write an object, or {} for anything.",
        at: schema.place
      )
    }
  }

  /// The version of the file that contains the schema.
  func version(of schema: Located) -> OpenAPIVersion { documents.files[schema.place.file].version }

  /// Reports a part of a schema that is left out.
  mutating func omit(_ message: String, at place: Place) { omissions.append(UnusablePart(message, at: place)) }
}

// MARK: References

extension SchemaConversion {
  /// The model's name of the schema that a reference leads to.
  mutating func name(of text: String, at place: Place) throws(UnusablePart) -> String {
    let target: Located
    do throws(DocumentSet.Failure) {
      target = try documents.target(of: text, at: place)
    } catch {
      throw UnusablePart(error.message, at: place)
    }
    let (name, isNew) = names.name(of: target)
    if isNew { pending.append((name, target)) }
    references.insert(name)
    return name
  }

  private mutating func reference(_ text: String, in schema: Located) throws(UnusablePart) -> JSONValue {
    let name: String
    do throws(UnusablePart) {
      name = try self.name(of: text, at: schema.place)
    } catch {
      // A broken reference must not remove the operation, of which it is a small part.
      omit("\(error.message) Until then it is read as anything.", at: schema.place)
      return .object(SchemaKeyword.sorted(try siblings(of: schema)))
    }
    var result: JSONObject = ["$ref": .string(Reference.text(schemaName: name))]
    for member in try siblings(of: schema) { result.append(member.name, member.value) }
    // Strictly it is ignored there, but its authors mean it.
    if version(of: schema) == .v3_0, schema.flag("nullable") {
      return ["anyOf": [.object(SchemaKeyword.sorted(result)), ["type": "null"]]]
    }
    return .object(SchemaKeyword.sorted(result))
  }

  /// The effective siblings of a `$ref`: all since 3.1, only annotations in 3.0 (strictly none).
  private mutating func siblings(of schema: Located) throws(UnusablePart) -> JSONObject {
    guard case .object(let object) = schema.value, object.count > 1 else { return [:] }
    let isAnnotated = version(of: schema) == .v3_0
    let others = object.members.filter { member in
      member.name != "$ref" && (!isAnnotated || SchemaKeyword.annotations.contains(member.name))
    }
    return try keywords(Located(value: .object(JSONObject(others)), place: schema.place))
  }

  /// The target of a dynamic reference, if it is the same in every context.
  ///
  /// - Returns: `nil` if it is not; the value is then unknown.
  mutating func dynamicReference(_ text: String, in schema: Located) throws(UnusablePart) -> JSONValue? {
    let fragment = ReferenceTarget(text).fragment ?? ""
    guard documents.anchors(in: schema.place.file).isStatic(fragment) else {
      omit(
        "What \"$dynamicRef\" leads to depends on the schema that uses it, so it is read as anything. Use \"$ref\".",
        at: schema.place
      )
      return nil
    }
    return .string(Reference.text(schemaName: try name(of: text, at: schema.place)))
  }
}
