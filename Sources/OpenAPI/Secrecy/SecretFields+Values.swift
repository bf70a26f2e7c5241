import JSON

extension SecretFields {
  /// A place in a value.
  struct Place {
    /// The fields of the schemas that hold for the value here.
    var fields: [Int]
    var name: String?
    /// What is known of the value if the schema does not name its place, so that the name alone decides.
    var undeclared: SecretContext?
    /// Whether everything around it is secret.
    var isInside = false
  }

  var root: Place { Place(fields: sameValue([start]), name: context.name) }

  func masking(_ value: JSONValue, at place: Place, as marker: String?) -> JSONValue {
    switch value {
    case .object(let object):
      let unnamed = undeclared(in: object, at: place)
      return .object(
        JSONObject(
          object.members.map { ($0.name, masking($0.value, at: member($0.name, of: place, unnamed), as: marker)) }
        )
      )
    case .array(let elements):
      return .array(elements.enumerated().map { masking($1, at: element($0, of: place), as: marker) })
    default:
      return isSecret(value, at: place)
        ? .string(marker ?? Secrecy.placeholder(name: place.name ?? "secret", role: role)) : value
    }
  }

  func collect(
    _ value: JSONValue,
    at place: Place,
    location: inout [String],
    into found: inout [(location: JSONPointer, value: JSONValue)]
  ) {
    switch value {
    case .object(let object):
      let unnamed = undeclared(in: object, at: place)
      for (name, value) in object {
        location.append(name)
        collect(value, at: member(name, of: place, unnamed), location: &location, into: &found)
        location.removeLast()
      }
    case .array(let elements):
      for (index, value) in elements.enumerated() {
        location.append(String(index))
        collect(value, at: element(index, of: place), location: &location, into: &found)
        location.removeLast()
      }
    default:
      if isSecret(value, at: place) { found.append((JSONPointer(location), value)) }
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
    if verdicts.contains(where: { isString ? $0.rule != nil : $0.isEverything }) { return true }
    guard !verdicts.contains(.nothing) else { return false }
    guard !place.isInside, isString, let context = place.undeclared else { return place.isInside }
    return Secrecy.verdict(Self.text, context).0.rule != nil
  }

  /// Any text, as which a member is read that no schema names.
  private static let text: JSONValue = ["type": "string"]

  /// The context of the members of an object that no schema names; `nil` if there are none.
  private func undeclared(in object: JSONObject, at place: Place) -> SecretContext? {
    let properties = place.fields.map { fields[$0].properties }
    guard object.members.contains(where: { member in !properties.contains { $0[member.name] != nil } }) else {
      return nil
    }
    let context = place.undeclared ?? self.context.named(place.name)
    return context.undeclared(object.names)
  }

  private func member(_ name: String, of place: Place, _ undeclared: SecretContext?) -> Place {
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
    return Place(
      fields: sameValue(next),
      name: name,
      undeclared: isNamed ? nil : undeclared?.named(name),
      isInside: isWhollySecret(place)
    )
  }

  private func element(_ index: Int, of place: Place) -> Place {
    var next: [Int] = []
    for field in place.fields.map({ fields[$0] }) {
      next += index < field.firstElements.count ? [field.firstElements[index]] : field.otherElements
    }
    // Elements of which nothing is said are what the name of their array says.
    let undeclared = next.isEmpty ? place.undeclared ?? context.named(place.name) : place.undeclared
    return Place(
      fields: sameValue(next),
      name: place.name,
      undeclared: undeclared,
      isInside: isWhollySecret(place)
    )
  }

  private func isWhollySecret(_ place: Place) -> Bool {
    place.isInside || place.fields.contains { fields[$0].verdict.isEverything }
  }

  /// These fields and all that hold for the same value, each once.
  func sameValue(_ start: [Int]) -> [Int] {
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
