/// Gives each field of an operation a name of its own among the arguments of a tool.
///
/// Model APIs accept `^[a-zA-Z0-9_.-]{1,64}$` as names of properties; a field of another name gets the nearest that fits,
/// and is found by it again.
struct ArgumentNames {
  private static let maximumLength = 64

  private var taken: Set<String> = []
  /// The number to try next for a name that is taken: otherwise each field of a name would try all those before it.
  private var nextNumbers: [String: Int] = [:]

  /// Takes a name for a field.
  ///
  /// - Parameters:
  ///   - name: What the document calls the field.
  ///   - place: Where the field goes in the request, which tells it from another field of the same name.
  /// - Returns: A name that no other field has.
  mutating func take(_ name: String, place: String) -> String {
    let wanted = Self.fitting(name)
    if taken.insert(wanted).inserted { return wanted }
    let placed = Self.fitting("\(place)_\(name)")
    if taken.insert(placed).inserted { return placed }
    var number = nextNumbers[placed, default: 2]
    while true {
      let suffix = "_\(number)"
      let numbered = placed.prefix(Self.maximumLength - suffix.count) + suffix
      number += 1
      guard taken.insert(String(numbered)).inserted else { continue }
      nextNumbers[placed] = number
      return String(numbered)
    }
  }

  private static func fitting(_ name: String) -> String {
    let scalars = name.unicodeScalars.prefix(maximumLength).map { scalar -> Character in
      let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
      return isLetter || "0123456789_.-".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
    }
    return scalars.isEmpty ? "_" : String(scalars)
  }
}
