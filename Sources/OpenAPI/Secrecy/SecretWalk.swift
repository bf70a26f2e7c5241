import JSON

/// A walk through a value in search of its secrets.
///
/// The schemas for a position are evaluated once: a list has many elements, and a schema may have many forms.
struct SecretWalk {
  /// A position in a value.
  struct Place {
    /// The number of the knowledge about the value here.
    fileprivate var knowledge: Int
    var name: String?
    /// The context of the value if its position is undeclared, so that its name alone decides.
    fileprivate var undeclared: SecretContext?
    /// Whether it is inside a secret.
    fileprivate var isInside = false
  }

  private typealias Step = SecretKnowledge.Step

  private let secrets: SecretFields
  private(set) var knowledge: SecretKnowledge
  /// The indices of the members and elements that lead to the current value.
  private var path: [Int] = []
  private var found: [(location: JSONPointer, value: JSONValue)] = []

  /// The schema of any text, with which an undeclared member is judged.
  private static let text: JSONValue = ["type": "string"]

  /// Makes a walk, optionally with the knowledge of earlier ones.
  init(_ secrets: SecretFields, _ knowledge: SecretKnowledge = SecretKnowledge()) {
    self.secrets = secrets
    self.knowledge = knowledge
  }

  /// The number of positions for which the schemas were evaluated.
  var looks: Int { knowledge.places.count }

  mutating func masking(_ value: JSONValue, as marker: String?) -> JSONValue {
    masking(value, at: root(), as: marker)
  }

  /// Finds the secrets of a value; a location is made for each of them, and for nothing else.
  mutating func secrets(in value: JSONValue) -> [(location: JSONPointer, value: JSONValue)] {
    (path, found) = ([], [])
    collect(value, at: root(), of: value)
    return found
  }

  private mutating func root() -> Place {
    Place(knowledge: knowledge.root(secrets), name: secrets.context.name)
  }

  private mutating func masking(_ value: JSONValue, at place: Place, as marker: String?) -> JSONValue {
    switch value {
    case .object(let object):
      let unnamed = undeclared(in: object, at: place)
      var members: [JSONObject.Member] = []
      for (name, value) in object {
        members.append((name, masking(value, at: member(name, of: place, unnamed), as: marker)))
      }
      return .object(JSONObject(members))
    case .array(let elements):
      var masked: [JSONValue] = []
      for (index, value) in elements.enumerated() {
        masked.append(masking(value, at: element(index, of: place), as: marker))
      }
      return .array(masked)
    default:
      return isSecret(value, at: place)
        ? .string(marker ?? Secrecy.placeholder(name: place.name ?? "secret", role: secrets.role)) : value
    }
  }

  private mutating func collect(_ value: JSONValue, at place: Place, of root: JSONValue) {
    switch value {
    case .object(let object):
      if place.undeclared == nil, !isWhollySecret(place), let next = namedMembers(of: object, at: place.knowledge) {
        return collect(object, next, of: root)
      }
      let unnamed = undeclared(in: object, at: place)
      for (index, member) in object.members.enumerated() {
        path.append(index)
        collect(member.value, at: self.member(member.name, of: place, unnamed), of: root)
        path.removeLast()
      }
    case .array(let elements):
      let count = knowledge.places[place.knowledge].elementCount
      var others: Place?
      for (index, value) in elements.enumerated() {
        let next = others ?? element(index, of: place)
        // Elements without schemas of their own are all alike.
        if index >= count { others = next }
        path.append(index)
        collect(value, at: next, of: root)
        path.removeLast()
      }
    default:
      if isSecret(value, at: place) { found.append((location(in: root), value)) }
    }
  }

  /// Collects the secrets of an object whose members are all declared, so that the schemas alone decide.
  private mutating func collect(_ object: JSONObject, _ next: [Int], of root: JSONValue) {
    for (index, number) in next.enumerated() {
      switch object.members[index].value {
      case .null, .bool: continue
      case .string(let text): guard knowledge.places[number].isSecretText, !text.isEmpty else { continue }
      case .number: guard knowledge.places[number].isSecret else { continue }
      case .array, .object: break
      }
      let (name, value) = object.members[index]
      path.append(index)
      collect(value, at: Place(knowledge: number, name: name), of: root)
      path.removeLast()
    }
  }

  /// The numbers of the members of an object; `nil` if the schemas do not name all of them.
  private mutating func namedMembers(of object: JSONObject, at number: Int) -> [Int]? {
    if let shape = knowledge.places[number].shape, shape.fits(object) { return shape.members }
    guard object.members.allSatisfy({ isNamed($0.name, at: number) }) else { return nil }
    let members = object.members.map { self.member($0.name, of: Place(knowledge: number), nil).knowledge }
    knowledge.places[number].shape = SecretKnowledge.Shape(names: object.names, members: members)
    return members
  }

  private func location(in root: JSONValue) -> JSONPointer {
    var value = root
    var tokens: [String] = []
    for index in path {
      switch value {
      case .object(let object):
        tokens.append(object.members[index].name)
        value = object.members[index].value
      case .array(let elements):
        tokens.append(String(index))
        value = elements[index]
      default: break
      }
    }
    return JSONPointer(tokens)
  }

  private func isSecret(_ value: JSONValue, at place: Place) -> Bool {
    let isString: Bool
    switch value {
    case .string(let text) where !text.isEmpty: isString = true
    case .number: isString = false
    default: return false
    }
    let known = knowledge.places[place.knowledge]
    if isString ? known.isSecretText : known.isSecret { return true }
    guard !known.isNoSecret else { return false }
    guard !place.isInside, isString, let context = place.undeclared else { return place.isInside }
    return Secrecy.verdict(Self.text, context).0.rule != nil
  }

  // MARK: Steps

  /// The context of an object's undeclared members; `nil` if there are none.
  private func undeclared(in object: JSONObject, at place: Place) -> SecretContext? {
    guard object.members.contains(where: { !isNamed($0.name, at: place.knowledge) }) else { return nil }
    let context = place.undeclared ?? secrets.context.named(place.name)
    return context.undeclared(object.names)
  }

  private func isNamed(_ name: String, at number: Int) -> Bool {
    if let properties = knowledge.places[number].properties { return properties.contains(name) }
    return knowledge.places[number].fields.contains { secrets.fields[$0].properties[name] != nil }
  }

  private mutating func member(_ name: String, of place: Place, _ undeclared: SecretContext?) -> Place {
    let isNamed = isNamed(name, at: place.knowledge)
    let step: Step = isNamed ? .member(place.knowledge, name) : .otherMember(place.knowledge)
    let next = next(by: step) { field in
      if let property = field.properties[name] { return [property] }
      return field.otherMembers
    }
    return Place(
      knowledge: next,
      name: name,
      undeclared: isNamed ? nil : undeclared?.named(name),
      isInside: isWhollySecret(place)
    )
  }

  private mutating func element(_ index: Int, of place: Place) -> Place {
    let step = Step.element(place.knowledge, min(index, knowledge.places[place.knowledge].elementCount))
    let next = next(by: step) { field in
      index < field.firstElements.count ? [field.firstElements[index]] : field.otherElements
    }
    // Undeclared elements are judged by the name of their array.
    let isUnknown = knowledge.places[next].fields.isEmpty
    let undeclared = isUnknown ? place.undeclared ?? secrets.context.named(place.name) : place.undeclared
    return Place(knowledge: next, name: place.name, undeclared: undeclared, isInside: isWhollySecret(place))
  }

  private func isWhollySecret(_ place: Place) -> Bool { place.isInside || knowledge.places[place.knowledge].isSecret }

  /// The knowledge after a step, computed on the first time.
  private mutating func next(by step: Step, _ fields: (SecretFields.Field) -> [Int]) -> Int {
    if let next = knowledge.steps[step] { return next }
    let from =
      switch step {
      case .member(let from, _), .otherMember(let from), .element(let from, _): from
      }
    let list = secrets.sameValue(knowledge.places[from].fields.flatMap { fields(secrets.fields[$0]) })
    let next = knowledge.number(of: list, secrets)
    knowledge.steps[step] = next
    return next
  }
}
