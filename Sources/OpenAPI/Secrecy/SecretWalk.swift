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

  /// The knowledge about a value from its schemas.
  private struct Knowledge {
    /// The fields that apply to it.
    let fields: [Int]
    let isSecretText: Bool
    let isSecret: Bool
    let isNoSecret: Bool
    /// The properties declared by any of many fields; `nil` if there are few fields.
    let properties: Set<String>?
    /// The number of elements with schemas of their own.
    let elementCount: Int
  }

  private enum Step: Hashable {
    case member(Int, String)
    /// An undeclared member.
    case otherMember(Int)
    case element(Int, Int)
  }

  private let secrets: SecretFields
  private var known: [Knowledge] = []
  private var numbers: [[Int]: Int] = [:]
  private var steps: [Step: Int] = [:]

  /// The most fields that are asked one by one for a property.
  private static let fewFields = 4
  /// The schema of any text, with which an undeclared member is judged.
  private static let text: JSONValue = ["type": "string"]

  init(_ secrets: SecretFields) { self.secrets = secrets }

  /// The number of positions for which the schemas were evaluated.
  var looks: Int { known.count }

  mutating func masking(_ value: JSONValue, as marker: String?) -> JSONValue {
    masking(value, at: root(), as: marker)
  }

  mutating func secrets(in value: JSONValue) -> [(location: JSONPointer, value: JSONValue)] {
    var found: [(location: JSONPointer, value: JSONValue)] = []
    var location: [String] = []
    collect(value, at: root(), location: &location, into: &found)
    return found
  }

  private mutating func root() -> Place {
    Place(knowledge: number(of: secrets.sameValue([secrets.start])), name: secrets.context.name)
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

  private mutating func collect(
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
    let knowledge = known[place.knowledge]
    if isString ? knowledge.isSecretText : knowledge.isSecret { return true }
    guard !knowledge.isNoSecret else { return false }
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
    if let properties = known[number].properties { return properties.contains(name) }
    return known[number].fields.contains { secrets.fields[$0].properties[name] != nil }
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
    let step = Step.element(place.knowledge, min(index, known[place.knowledge].elementCount))
    let next = next(by: step) { field in
      index < field.firstElements.count ? [field.firstElements[index]] : field.otherElements
    }
    // Undeclared elements are judged by the name of their array.
    let isUnknown = known[next].fields.isEmpty
    let undeclared = isUnknown ? place.undeclared ?? secrets.context.named(place.name) : place.undeclared
    return Place(knowledge: next, name: place.name, undeclared: undeclared, isInside: isWhollySecret(place))
  }

  private func isWhollySecret(_ place: Place) -> Bool { place.isInside || known[place.knowledge].isSecret }

  /// The knowledge after a step, computed on the first time.
  private mutating func next(by step: Step, _ fields: (SecretFields.Field) -> [Int]) -> Int {
    if let next = steps[step] { return next }
    let from =
      switch step {
      case .member(let from, _), .otherMember(let from), .element(let from, _): from
      }
    let next = number(of: secrets.sameValue(known[from].fields.flatMap { fields(secrets.fields[$0]) }))
    steps[step] = next
    return next
  }

  private mutating func number(of list: [Int]) -> Int {
    if let number = numbers[list] { return number }
    let fields = list.map { secrets.fields[$0] }
    let verdicts = fields.map(\.verdict)
    let names = fields.count > Self.fewFields ? Set(fields.lazy.flatMap(\.properties.keys)) : nil
    numbers[list] = known.count
    known.append(
      Knowledge(
        fields: list,
        isSecretText: verdicts.contains { $0.rule != nil },
        isSecret: verdicts.contains(where: \.isEverything),
        isNoSecret: verdicts.contains(.nothing),
        properties: names,
        elementCount: fields.lazy.map(\.firstElements.count).max() ?? 0
      )
    )
    return known.count - 1
  }
}
