/// Assigns each field of an operation a unique name among the arguments of a tool.
///
/// Model APIs accept `^[a-zA-Z0-9_.-]{1,64}$` as names of properties; a field with another name gets the nearest valid
/// one, which is mapped back to it.
struct ArgumentNames {
  private static let maximumLength = 64

  private var taken: Set<String> = []
  /// The next number to try for a name that is taken: otherwise each field would try all numbers before it.
  private var nextNumbers: [String: Int] = [:]

  /// Assigns a name to a field.
  ///
  /// - Parameters:
  ///   - name: The name of the field in the document.
  ///   - place: The place of the field in the request, which distinguishes fields with the same name.
  /// - Returns: A unique name.
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
