package import JSON

/// The secret fields of one schema, looked for once, so that values can be searched for secrets often.
///
/// Of a member that the schema does not name, the name alone decides: a backend may answer more than its document says.
package struct SecretFields: Sendable {
  /// The fields of the schema; the first is the root.
  let fields: [Field]
  let name: String?
  let role: Secrecy.Role

  /// Looks for the secret fields of a schema.
  ///
  /// - Parameters:
  ///   - schema: A JSON Schema 2020-12.
  ///   - document: What its references lead into; without it, the schema itself.
  ///   - name: The name of the field that has the schema; `nil` for a whole body.
  ///   - mcp: What is said under `x-mcp` beside the schema; it counts more.
  ///   - role: Who gives the values.
  package init(
    schema: JSONValue,
    in document: JSONValue? = nil,
    name: String? = nil,
    mcp: FieldExtension? = nil,
    role: Secrecy.Role
  ) {
    self.init(Secrecy.saying(mcp, schema), in: document ?? schema, .init(name: name), role: role)
  }

  /// Whether the schema has no secret field.
  package var isEmpty: Bool { !fields.contains { $0.verdict == .strings || $0.verdict == .everything } }

  /// The fields of a schema of which something is known already.
  init(_ schema: JSONValue, in document: JSONValue, _ context: SecretSearch.Context, role: Secrecy.Role) {
    var search = SecretSearch(document: document)
    search.add(schema, context)
    fields = search.fields
    name = context.name
    self.role = role
  }

  /// The names of the properties that are secret, sorted.
  package var names: [String] {
    let properties = fields.flatMap(\.properties).filter { _, index in
      sameValue([index]).contains { [.strings, .everything].contains(fields[$0].verdict) }
    }
    return Set(properties.map(\.key)).sorted()
  }

  /// The same value, each secret replaced by its placeholder, or by another text; the shape stays.
  package func masking(_ value: JSONValue, as marker: String? = nil) -> JSONValue {
    masking(value, at: root, as: marker)
  }

  /// The secrets of a value and where they are, in the order of the value.
  ///
  /// Empty strings, booleans and null are no secrets, whatever is said of their field.
  package func secrets(in value: JSONValue) -> [(location: JSONPointer, value: JSONValue)] {
    var found: [(location: JSONPointer, value: JSONValue)] = []
    collect(value, at: root, location: JSONPointer(), into: &found)
    return found
  }

  /// One schema, as far as it matters here.
  struct Field: Sendable {
    var verdict: Secrecy.Verdict = .open
    /// The fields of the schemas that hold for the same value, by way of `$ref`, `allOf` and the like.
    var sameValue: [Int] = []
    var properties: [String: Int] = [:]
    /// The fields of the members that have no name in the schema.
    var otherMembers: [Int] = []
    /// The fields of the elements at the beginning of an array, and those of the elements after them.
    var firstElements: [Int] = []
    var otherElements: [Int] = []
  }
}

// MARK: Walking a value

extension SecretFields {
  /// A place in a value.
  private struct Place {
    /// The fields of the schemas that hold for the value here.
    var fields: [Int]
    var name: String?
    /// Whether the schema names the place, so that its verdict counts and not the name.
    var isNamed = true
    /// Whether everything around it is secret.
    var isInside = false
  }

  private var root: Place { Place(fields: sameValue([0]), name: name) }

  private func masking(_ value: JSONValue, at place: Place, as marker: String?) -> JSONValue {
    switch value {
    case .object(let object):
      .object(
        JSONObject(object.members.map { ($0.name, masking($0.value, at: member($0.name, of: place), as: marker)) })
      )
    case .array(let elements):
      .array(elements.enumerated().map { masking($1, at: element($0, of: place), as: marker) })
    default:
      isSecret(value, at: place)
        ? .string(marker ?? Secrecy.placeholder(name: place.name ?? "secret", role: role)) : value
    }
  }

  private func collect(
    _ value: JSONValue,
    at place: Place,
    location: JSONPointer,
    into found: inout [(location: JSONPointer, value: JSONValue)]
  ) {
    switch value {
    case .object(let object):
      for (name, value) in object {
        collect(value, at: member(name, of: place), location: location.appending(name), into: &found)
      }
    case .array(let elements):
      for (index, value) in elements.enumerated() {
        collect(value, at: element(index, of: place), location: location.appending(index), into: &found)
      }
    default:
      if isSecret(value, at: place) { found.append((location, value)) }
    }
  }

  private func isSecret(_ value: JSONValue, at place: Place) -> Bool {
    let isString: Bool
    switch value {
    case .string(let text) where !text.isEmpty: isString = true
    case .number: isString = false
    default: return false
    }
    let verdicts = place.fields.map { fields[$0].verdict }
    if verdicts.contains(.everything) || isString && verdicts.contains(.strings) { return true }
    guard !verdicts.contains(.nothing) else { return false }
    return place.isInside || isString && !place.isNamed && place.name.map(CredentialName.means) ?? false
  }

  private func member(_ name: String, of place: Place) -> Place {
    var next: [Int] = []
    var isNamed = false
    for field in place.fields {
      if let property = fields[field].properties[name] {
        next.append(property)
        isNamed = true
      } else {
        next += fields[field].otherMembers
      }
    }
    return Place(fields: sameValue(next), name: name, isNamed: isNamed, isInside: isWhollySecret(place))
  }

  private func element(_ index: Int, of place: Place) -> Place {
    var next: [Int] = []
    for field in place.fields.map({ fields[$0] }) {
      next += index < field.firstElements.count ? [field.firstElements[index]] : field.otherElements
    }
    let isNamed = place.isNamed && !next.isEmpty
    return Place(fields: sameValue(next), name: place.name, isNamed: isNamed, isInside: isWhollySecret(place))
  }

  private func isWhollySecret(_ place: Place) -> Bool {
    place.isInside || place.fields.contains { fields[$0].verdict == .everything }
  }

  /// These fields and all that hold for the same value, each once.
  private func sameValue(_ start: [Int]) -> [Int] {
    guard start.contains(where: { !fields[$0].sameValue.isEmpty }) else { return start }
    var seen = Set(start)
    var result = start
    var position = 0
    while position < result.count {
      for field in fields[result[position]].sameValue where seen.insert(field).inserted { result.append(field) }
      position += 1
    }
    return result
  }
}
