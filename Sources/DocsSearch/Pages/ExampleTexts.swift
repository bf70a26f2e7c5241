import JSON

/// The texts in examples of failures: there stand the codes that people search for.
enum ExampleTexts {
  /// The most texts of all examples, the most values that are looked at, and the longest text in bytes.
  private static let (maximumTexts, maximumValues, maximumBytes) = (24, 400, 200)

  /// The first texts.
  static func of(_ examples: [JSONValue]) -> [String] {
    var texts: [String] = []
    var pending = Array(examples.reversed())
    var looks = 0
    while let value = pending.popLast(), texts.count < maximumTexts, looks < maximumValues {
      looks += 1
      switch value {
      case .string(let text) where text.utf8.count <= maximumBytes: texts.append(text)
      case .array(let elements): pending += elements.prefix(maximumTexts).reversed()
      case .object(let object):
        let members = object.members.prefix(maximumTexts).filter { !isSecret($0.name) }
        pending += members.map(\.value).reversed()
      default: break
      }
    }
    return texts
  }

  /// Whether a member's name tells that its value is no code but a secret, which no excerpt may show.
  static func isSecret(_ name: String) -> Bool {
    let words = SearchText.pieces(name).flatMap(\.words)
    return words.contains { secretWords.contains($0) }
  }

  private static let secretWords: Set<String> = [
    "password", "passphrase", "passwd", "secret", "token", "credential", "credentials", "authorization", "cookie",
    "otp",
  ]
}
