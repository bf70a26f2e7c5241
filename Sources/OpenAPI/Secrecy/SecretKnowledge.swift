import JSON
import Synchronization

/// Knowledge about the places in values from the schemas of one ``SecretFields``, each computed once.
struct SecretKnowledge {
  /// The knowledge about a value from its schemas.
  struct Place {
    /// The fields that apply to it.
    let fields: [Int]
    let isSecretText: Bool
    let isSecret: Bool
    let isNoSecret: Bool
    /// The properties declared by any of many fields; `nil` if there are few fields.
    let properties: Set<String>?
    /// The number of elements with schemas of their own.
    let elementCount: Int
    /// The last object found here, if all of its members are declared.
    var shape: Shape?
  }

  /// The member names of an object and their places: elements of a list mostly share them.
  struct Shape {
    let names: [String]
    let members: [Int]

    func fits(_ object: JSONObject) -> Bool {
      guard object.members.count == names.count else { return false }
      for (index, name) in names.enumerated() where object.members[index].name != name { return false }
      return true
    }
  }

  enum Step: Hashable {
    case member(Int, String)
    /// An undeclared member.
    case otherMember(Int)
    case element(Int, Int)
  }

  /// The most fields that are searched one by one for a property.
  private static let fewFields = 4

  var places: [Place] = []
  /// Known steps from one place to the next, by place numbers.
  var steps: [Step: Int] = [:]
  private var numbers: [[Int]: Int] = [:]
  private var rootNumber: Int?

  /// The number of the place of a whole value.
  mutating func root(_ secrets: SecretFields) -> Int {
    if let rootNumber { return rootNumber }
    let number = number(of: secrets.sameValue([secrets.start]), secrets)
    rootNumber = number
    return number
  }

  /// The number of the place for which some fields hold.
  mutating func number(of list: [Int], _ secrets: SecretFields) -> Int {
    if let number = numbers[list] { return number }
    let fields = list.map { secrets.fields[$0] }
    let verdicts = fields.map(\.verdict)
    let names = fields.count > Self.fewFields ? Set(fields.lazy.flatMap(\.properties.keys)) : nil
    numbers[list] = places.count
    places.append(
      Place(
        fields: list,
        isSecretText: verdicts.contains { $0.rule != nil },
        isSecret: verdicts.contains(where: \.isEverything),
        isNoSecret: verdicts.contains(.nothing),
        properties: names,
        elementCount: fields.lazy.map(\.firstElements.count).max() ?? 0
      )
    )
    return places.count - 1
  }
}

/// Cache of knowledge from one walk to the next; concurrent walks each have their own.
final class KeptKnowledge: Sendable {
  /// The most places that are kept: recursive schemas have an unlimited number.
  private static let maximum = 10_000

  private let kept = Mutex<(knowledge: SecretKnowledge?, walks: Int)>((nil, 0))

  /// The number of walks so far.
  var walks: Int { kept.withLock { $0.walks } }

  /// Runs a walk with the knowledge of earlier ones, and keeps its knowledge.
  func walk<Result>(_ secrets: SecretFields, _ body: (inout SecretWalk) -> Result) -> Result {
    let knowledge = kept.withLock { kept in
      defer { kept = (nil, kept.walks + 1) }
      return kept.knowledge ?? SecretKnowledge()
    }
    var walk = SecretWalk(secrets, knowledge)
    let result = body(&walk)
    if walk.looks <= Self.maximum { kept.withLock { $0.knowledge = walk.knowledge } }
    return result
  }
}
