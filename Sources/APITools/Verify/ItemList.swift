import JSON
import OpenAPI

/// What there is of what an operation makes, as its list was answered.
struct ItemList: Sendable {
  let items: [JSONValue]
  /// Whether no other page has more.
  let isComplete: Bool
  /// When it was answered, in seconds after 1970 began, by the clock of the backend; `nil` if that did not say.
  let time: Int?

  /// How many count: those for which nothing has ended.
  ///
  /// - Parameters:
  ///   - ends: The members that hold a time after which an item does not count.
  ///   - time: Now, in seconds after 1970 began.
  /// - Returns: The number of the others.
  func count(withoutEnded ends: [String], at time: Int) -> Int {
    items.count { !Self.hasEnded($0, ends, at: time) }
  }

  /// The items that a call with some arguments would make, or has made, of the last so many seconds and not ended.
  func recent(
    _ rule: OperationExtension.Verification,
    like arguments: JSONObject,
    within seconds: Int,
    at time: Int
  ) -> [JSONValue] {
    guard let createdAt = rule.createdAt else { return [] }
    return items.filter { item in
      guard let made = item[createdAt]?.string.flatMap(UTCTime.seconds), made > time - seconds else { return false }
      return rule.matches(item, arguments) && !Self.hasEnded(item, rule.limit?.endedBy ?? [], at: time)
    }
  }

  private static func hasEnded(_ item: JSONValue, _ ends: [String], at time: Int) -> Bool {
    ends.contains { end in
      guard let value = item[end], !value.isNull else { return false }
      // What says that it has ended, and not when, has.
      return value.string.flatMap(UTCTime.seconds).map { $0 <= time } ?? (value != false)
    }
  }
}

extension OperationExtension.Verification {
  /// Whether an item is what a call with some arguments makes.
  func matches(_ item: JSONValue, _ arguments: JSONObject) -> Bool {
    match.allSatisfy { member, argument in arguments[argument].map { item[member] == $0 } ?? true }
  }

  /// What tells an item from others: what it is revoked by, or else all of it.
  func identity(of item: JSONValue) -> JSONValue {
    guard let members = revoke?.parameters.values.sorted(), !members.isEmpty else { return item }
    return .array(members.map { item[$0] ?? .null })
  }

  /// An item in words.
  func description(of item: JSONValue) -> String {
    let name = match.keys.sorted().compactMap { item[$0].map(Self.text) }.map { " \"\($0)\"" }.joined(separator: ",")
    var details = (revoke?.parameters ?? [:]).values.sorted().compactMap { member in
      item[member].map { "\(member) \(Self.text($0))" }
    }
    if let made = createdAt.flatMap({ item[$0]?.string }) {
      details.append("made at \(UTCTime.seconds(made).map(UTCTime.text) ?? Self.text(.string(made)))")
    }
    return "\(noun ?? "item")\(name)\(details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")"
  }

  private static func text(_ value: JSONValue) -> String { String((value.string ?? value.description).prefix(100)) }
}
