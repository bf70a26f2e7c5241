import JSON
import OpenAPI
import TextCoding

/// The items that an operation has created, as the backend listed them.
struct ItemList: Sendable {
  let items: [JSONValue]
  /// Whether the list has no further pages.
  let isComplete: Bool
  /// The time of the response by the backend's clock, in seconds after 1970 began; `nil` without a `Date` field.
  let time: Int?

  /// The number of items that have not ended.
  ///
  /// - Parameters:
  ///   - ends: The members with the times (or other marks) of an item's end.
  ///   - time: The current time, in seconds after 1970 began.
  /// - Returns: The number of items of which none of these has passed.
  func count(withoutEnded ends: [String], at time: Int) -> Int {
    items.count { !Self.hasEnded($0, ends, at: time) }
  }

  /// The recent items that match a call with these arguments and have not ended.
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
      // A value other than a time or `false` means that the item has ended.
      return value.string.flatMap(UTCTime.seconds).map { $0 <= time } ?? (value != false)
    }
  }
}

extension OperationExtension.Verification {
  /// Whether an item is one that a call with these arguments creates.
  func matches(_ item: JSONValue, _ arguments: JSONObject) -> Bool {
    match.allSatisfy { member, argument in arguments[argument].map { item[member] == $0 } ?? true }
  }

  /// The identity of an item: the members by which it is revoked, else the whole item.
  func identity(of item: JSONValue) -> JSONValue {
    guard let members = revoke?.parameters.values.sorted(), !members.isEmpty else { return item }
    return .array(members.map { item[$0] ?? .null })
  }

  /// Describes an item in words.
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
