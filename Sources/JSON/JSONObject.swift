/// The members of a JSON object, in document order.
///
/// A name may occur twice, as RFC 8259 section 4 permits: all members are kept, and a lookup finds the last one.
/// Readers that must not guess refuse such documents with ``JSONParser/Options/rejectsDuplicateNames``.
package struct JSONObject: Sendable {
  /// A name with its value.
  package typealias Member = (name: String, value: JSONValue)

  /// The members in document order.
  package private(set) var members: [Member]

  /// The position of the last member of each name; only for objects too long to search.
  private var positions: [String: Int]?

  /// The largest number of members for which a search from the end is faster than hashing.
  private static let searchedCount = 24

  /// Makes an empty object.
  package init() { members = [] }

  /// Makes an object from members, which may repeat names.
  package init(_ members: [Member]) {
    self.members = members
    if members.count > Self.searchedCount { index() }
  }

  /// The value of the last member with a name; setting replaces it, appends it, or (with `nil`) removes the name.
  package subscript(name: String) -> JSONValue? {
    get { position(of: name).map { members[$0].value } }
    set {
      guard let newValue else {
        members.removeAll { $0.name == name }
        if positions != nil { index() }
        return
      }
      if let position = position(of: name) {
        members[position].value = newValue
      } else {
        append(name, newValue)
      }
    }
  }

  /// Appends a member without checking whether the name exists.
  package mutating func append(_ name: String, _ value: JSONValue) {
    members.append((name, value))
    if positions != nil {
      positions?[name] = members.count - 1
    } else if members.count > Self.searchedCount {
      index()
    }
  }

  /// Appends a member if there is a value.
  package mutating func append(_ name: String, ifPresent value: JSONValue?) {
    if let value { append(name, value) }
  }

  /// Whether there is a member with a name.
  package func contains(_ name: String) -> Bool { position(of: name) != nil }

  /// Whether the member at a position is the one that a lookup of its name finds.
  package func isLast(_ position: Int) -> Bool { self.position(of: members[position].name) == position }

  /// The names of all members, in document order.
  package var names: [String] { members.map(\.name) }

  /// The first name that occurs twice.
  package var duplicateName: String? {
    if let positions {
      return positions.count == members.count ? nil : duplicateByHashing()
    }
    for (position, member) in members.enumerated().dropFirst() {
      for earlier in members[..<position] where earlier.name == member.name { return member.name }
    }
    return nil
  }

  private func duplicateByHashing() -> String? {
    var seen: Set<String> = []
    return members.first { !seen.insert($0.name).inserted }?.name
  }

  private func position(of name: String) -> Int? {
    if let positions { return positions[name] }
    var position = members.count
    while position > 0 {
      position -= 1
      if members[position].name == name { return position }
    }
    return nil
  }

  private mutating func index() {
    var positions: [String: Int] = [:]
    positions.reserveCapacity(members.count)
    for (position, member) in members.enumerated() { positions[member.name] = position }
    self.positions = positions
  }
}

extension JSONObject: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { members.count }
  package subscript(position: Int) -> Member { members[position] }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}

extension JSONObject: Hashable {
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.count == right.count else { return false }
    // Only the last value of a repeated name counts. It is compared once: otherwise each level of nesting with a
    // repeated name would double the work.
    return left.members.indices.allSatisfy { position in
      let name = left.members[position].name
      guard let other = right.position(of: name) else { return false }
      return left.position(of: name) != position || right.members[other].value == left.members[position].value
    }
  }

  package func hash(into hasher: inout Hasher) {
    // Equality ignores order, and sees only the last value of a repeated name. Values are hashed too: otherwise objects
    // with equal names, such as the rows of a list, would all collide.
    var sum = 0
    for (position, member) in members.enumerated() where self.position(of: member.name) == position {
      var memberHasher = hasher
      memberHasher.combine(member.name)
      memberHasher.combine(member.value)
      sum &+= memberHasher.finalize()
    }
    hasher.combine(sum)
  }
}
