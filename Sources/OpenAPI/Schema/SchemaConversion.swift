import JSON

/// Makes JSON Schema 2020-12 of the schemas of a document and of the files beside it.
///
/// References stay references, spelled in one way, to schemas that each have a name. Keywords of OpenAPI that JSON
/// Schema does not know go, but for `x-mcp`.
struct SchemaConversion {
  let documents: DocumentSet
  /// The schemas that were referred to since this was last cleared, by name.
  var references: Set<String> = []
  /// The schemas that were given a name when they were referred to, and are still to be converted.
  var pending: [(name: String, schema: Located)] = []
  /// What was left out, and where.
  var omissions: [Obstacle] = []
  private var names: SchemaNames
  /// How many schemas may still be converted: what is referred to is, however often, converted once, but what a
  /// parameter or a body refers to, each time.
  private var remaining = 2_000_000

  init(documents: DocumentSet) {
    self.documents = documents
    names = SchemaNames(components: documents.files[0].root["components"]?["schemas"]?.object?.names ?? [])
  }

  /// Converts a schema and all schemas in it.
  mutating func convert(_ schema: Located) throws(Obstacle) -> JSONValue {
    remaining -= 1
    guard remaining > 0 else {
      throw Obstacle("The document has too many schemas, its references followed. Make it smaller.", at: schema.place)
    }
    switch schema.value {
    case .bool: return schema.value
    case .object(let object):
      if case .string(let text)? = object["$ref"] { return try reference(text, in: schema) }
      return .object(SchemaKeyword.sorted(try keywords(schema)))
    default:
      throw Obstacle(
        "A schema is \(schema.value.typeName), not an object. Write an object, or {} for anything.",
        at: schema.place
      )
    }
  }

  /// How the schemas of the file are written in which this one stands.
  func version(of schema: Located) -> OpenAPIVersion { documents.files[schema.place.file].version }

  /// Says that a part of a schema is left out.
  mutating func omit(_ message: String, at place: Place) { omissions.append(Obstacle(message, at: place)) }
}

// MARK: References

extension SchemaConversion {
  /// The schema that a reference leads to, by its name in the model.
  mutating func name(of text: String, at place: Place) throws(Obstacle) -> String {
    let target: Located
    do throws(DocumentSet.Failure) {
      target = try documents.target(of: text, at: place)
    } catch {
      throw Obstacle(error.message, at: place)
    }
    let (name, isNew) = names.name(of: target)
    if isNew { pending.append((name, target)) }
    references.insert(name)
    return name
  }

  private mutating func reference(_ text: String, in schema: Located) throws(Obstacle) -> JSONValue {
    let name: String
    do throws(Obstacle) {
      name = try self.name(of: text, at: schema.place)
    } catch {
      // One broken reference must not take away the operation that it is a small part of.
      omit("\(error.message) Until then it is read as anything.", at: schema.place)
      return .object(SchemaKeyword.sorted(try siblings(of: schema)))
    }
    var result: JSONObject = ["$ref": .string(Reference.text(schemaName: name))]
    for member in try siblings(of: schema) { result.append(member.name, member.value) }
    // Strictly it counts for nothing there, but those who write it mean it.
    if version(of: schema) == .v3_0, schema.flag("nullable") {
      return ["anyOf": [.object(SchemaKeyword.sorted(result)), ["type": "null"]]]
    }
    return .object(SchemaKeyword.sorted(result))
  }

  /// What counts beside a `$ref`: everything since 3.1; only annotations in 3.0 (where strictly nothing does).
  private mutating func siblings(of schema: Located) throws(Obstacle) -> JSONObject {
    guard case .object(let object) = schema.value, object.count > 1 else { return [:] }
    let isAnnotated = version(of: schema) == .v3_0
    let others = object.members.filter { member in
      member.name != "$ref" && (!isAnnotated || SchemaKeyword.annotations.contains(member.name))
    }
    return try keywords(Located(value: .object(JSONObject(others)), place: schema.place))
  }

  /// What a dynamic reference leads to, where that is the same from wherever it is come to.
  ///
  /// - Returns: `nil` if it is not: then nothing is known of the value.
  mutating func dynamicReference(_ text: String, in schema: Located) throws(Obstacle) -> JSONValue? {
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
