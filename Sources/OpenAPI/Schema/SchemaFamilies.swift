import JSON

/// Parents with a discriminator, which stand for the schemas that extend them by `allOf` (OpenAPI 3.1.1, 4.8.25).
struct SchemaFamilies {
  /// The discriminating values by schema name, by the name of the parent.
  private var parents: [String: [String: String]] = [:]
  /// The most schemas and properties examined for all parents together.
  ///
  /// In a long chain of parents, each has all that follow as children. A parent beyond the limit is left unchanged.
  static let budget = 200_000

  /// Records a schema that is a parent: one with a discriminator and no forms of its own.
  mutating func add(_ name: String, _ schema: JSONValue) {
    guard let discriminator = schema["discriminator"]?.object, discriminator["propertyName"]?.string != nil,
      schema["oneOf"] == nil, schema["anyOf"] == nil
    else { return }
    var values: [String: String] = [:]
    for (value, target) in discriminator["mapping"]?.object ?? [:] {
      guard let text = target.string else { continue }
      values[Reference.schemaName(text) ?? text] = value
    }
    parents[name] = values
  }

  /// The replacement of each parent: itself with the properties of all schemas that extend it, none of them required.
  ///
  /// - Parameter schemas: The converted schemas, by name.
  /// - Returns: The replacements of the parents that have children.
  func unions(of schemas: JSONObject) -> [String: JSONValue] {
    guard !parents.isEmpty else { return [:] }
    var children: [String: [String]] = [:]
    for (name, schema) in schemas {
      for base in Self.bases(of: schema) { children[base, default: []].append(name) }
    }
    var unions: [String: JSONValue] = [:]
    var remaining = Self.budget
    for (parent, value) in schemas {
      guard let values = parents[parent], case .object(let own) = value else { continue }
      var room = min(remaining, Self.budget / 4)
      let before = room
      let all = Self.descendants(of: parent, children, beside: values.keys.sorted(), within: &room)
      let members = all.filter { schemas.contains($0) }
      if !members.isEmpty, let union = Self.union(of: own, named: parent, with: members, values, in: schemas, &room) {
        unions[parent] = union
      }
      remaining -= before - max(room, 0)
    }
    return unions
  }

  private static func bases(of schema: JSONValue) -> [String] {
    (schema["allOf"]?.array ?? []).compactMap { $0["$ref"]?.string.flatMap(Reference.schemaName) }
  }

  private static func descendants(
    of parent: String,
    _ children: [String: [String]],
    beside mapped: [String],
    within room: inout Int
  ) -> [String] {
    var seen: Set<String> = [parent]
    var found: [String] = []
    var pending = ((children[parent] ?? []) + mapped)[...]
    while room > 0, let name = pending.popFirst() {
      room -= 1
      guard seen.insert(name).inserted else { continue }
      found.append(name)
      pending += children[name] ?? []
    }
    return found
  }

  private static func union(
    of own: JSONObject,
    named parent: String,
    with members: [String],
    _ values: [String: String],
    in schemas: JSONObject,
    _ room: inout Int
  ) -> JSONValue? {
    let known = Set(properties(of: parent, in: schemas, &room).map(\.name))
    var forms: [(name: String, schemas: [JSONValue])] = []
    var positions: [String: Int] = [:]
    var sentences: [String] = []
    for member in members {
      guard room > 0 else { return nil }
      let added = properties(of: member, in: schemas, &room).filter { !known.contains($0.name) }
      for (name, schema) in added {
        if let position = positions[name] {
          if forms[position].schemas.count < 20, !forms[position].schemas.contains(schema) {
            forms[position].schemas.append(schema)
          }
        } else {
          positions[name] = forms.count
          forms.append((name, [schema]))
        }
      }
      if !added.isEmpty {
        sentences.append("\(values[member] ?? member): \(added.map(\.name).joined(separator: ", "))")
      }
    }
    let others = forms.map { name, schemas in
      (name: name, value: schemas.count == 1 ? schemas[0] : ["anyOf": .array(schemas)])
    }
    guard !others.isEmpty else { return .object(own) }
    var union = own
    union["properties"] = .object(JSONObject((own["properties"]?.object ?? [:]).members + others))
    let text = own["description"]?.string.map { "\($0) " } ?? ""
    union["description"] = .string("\(text)Further properties: \(sentences.joined(separator: "; ").prefix(1000)).")
    return .object(SchemaKeyword.sorted(union))
  }

  /// The properties of a schema and of its bases.
  private static func properties(
    of name: String,
    in schemas: JSONObject,
    _ room: inout Int
  ) -> [JSONObject.Member] {
    var seen: Set<String> = [name]
    var found: [JSONObject.Member] = []
    var names: Set<String> = []
    var pending = [schemas[name] ?? [:]][...]
    while room > 0, let schema = pending.popFirst() {
      room -= 1 + (schema["properties"]?.object?.count ?? 0) + (schema["allOf"]?.array?.count ?? 0)
      let own = schema["properties"]?.object ?? [:]
      for member in own where names.insert(member.name).inserted { found.append(member) }
      for part in schema["allOf"]?.array ?? [] {
        guard let base = part["$ref"]?.string.flatMap(Reference.schemaName) else {
          pending.append(part)
          continue
        }
        if seen.insert(base).inserted, let target = schemas[base] { pending.append(target) }
      }
    }
    return found
  }
}
