/// The members of a JSON object, in the order in which they were written.
///
/// A name may occur twice, as RFC 8259 section 4 lets a document do: everything is kept, and a look-up answers the last
/// one. Readers that must not guess refuse such documents with ``JSONParser/Options/rejectsDuplicateNames``.
package struct JSONObject: Sendable {
  package typealias Member = (name: String, value: JSONValue)

  /// The members, in the order of the document.
  package private(set) var members: [Member]

  /// Where the last member of each name is; made only for objects that are too long to be searched.
  private var positions: [String: Int]?

  /// Up to this many members a search from the end is faster than hashing the name.
  private static let searchedCount = 24

  package init() { members = [] }

  package init(_ members: [Member]) {
    self.members = members
    if members.count > Self.searchedCount { index() }
  }

  /// The value of the last member of that name; setting replaces it, appends it, or (with `nil`) removes the name.
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

  /// Adds a member at the end without looking whether the name is taken.
  package mutating func append(_ name: String, _ value: JSONValue) {
    members.append((name, value))
    if positions != nil {
      positions?[name] = members.count - 1
    } else if members.count > Self.searchedCount {
      index()
    }
  }

  /// Adds a member at the end if there is a value.
  package mutating func append(_ name: String, ifPresent value: JSONValue?) {
    if let value { append(name, value) }
  }

  /// Tells whether there is a member of that name.
  package func contains(_ name: String) -> Bool { position(of: name) != nil }

  /// Tells whether the member at a position is the one that a look-up of its name gives.
  package func isLast(_ position: Int) -> Bool { self.position(of: members[position].name) == position }

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
    // Of a name that occurs twice only the last value counts. It is compared once: otherwise each level of nesting
    // that has a name twice would double the work.
    return left.members.indices.allSatisfy { position in
      let name = left.members[position].name
      guard let other = right.position(of: name) else { return false }
      return left.position(of: name) != position || right.members[other].value == left.members[position].value
    }
  }

  package func hash(into hasher: inout Hasher) {
    // Equality has no order, and of a name that occurs twice it sees the last value only. Values take part: objects
    // of the same names, as the rows of a list are, would otherwise all fall together.
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
