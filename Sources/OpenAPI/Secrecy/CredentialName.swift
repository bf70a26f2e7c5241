/// Tells by the words of a name whether it means a credential: `clientSecret`, `X-Api-Key`, `new_password`.
enum CredentialName {
  /// Words that mean a credential by themselves.
  private static let credentials: Set<String> = [
    "password", "passwd", "pwd", "passphrase", "passcode", "secret", "token", "jwt", "otp", "psk", "apikey",
    "accesstoken", "authtoken", "bearertoken", "refreshtoken", "apitoken", "privatekey", "secretkey", "accesskey",
  ]
  /// What makes a credential of the word `key`.
  private static let keys: Set<String> = [
    "api", "private", "access", "secret", "signing", "encryption", "master", "shared", "service", "license",
  ]
  /// What makes a credential of the word `code`.
  private static let codes: Set<String> = ["recovery", "backup", "verification"]
  /// What makes a `token` a place in a list.
  private static let places: Set<String> = [
    "page", "next", "previous", "prev", "continuation", "cursor", "pagination", "sync", "start", "starting", "resume",
  ]
  /// Words behind the one that counts.
  private static let qualifiers: Set<String> = [
    "confirmation", "confirm", "repeat", "again", "new", "old", "current", "value", "text", "plain",
  ]

  static func means(_ name: String) -> Bool {
    var words = words(of: name)[...]
    guard !words.contains("public") else { return false }
    while let last = words.last, words.count > 1, qualifiers.contains(last) { words.removeLast() }
    guard let last = words.popLast().map(singular) else { return false }
    switch last {
    case "token": return words.last.map { !places.contains($0) } ?? true
    case "key": return words.last.map(keys.contains) ?? false
    case "code": return words.last.map(codes.contains) ?? false
    default: return credentials.contains(last) || last.hasSuffix("password") || last.hasSuffix("secret")
    }
  }

  private static func singular(_ word: String) -> String {
    word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
  }

  /// The words of a name in lower case, without digits: those of `snake_case`, `kebab-case`, `camelCase`, `HTTPToken`.
  ///
  /// Letters beyond ASCII have no case here. Bytes, not characters: each property of each schema comes through.
  static func words(of name: String) -> [String] {
    let bytes = Array(name.utf8)
    var words: [String] = []
    var word: [UInt8] = []
    for (position, byte) in bytes.enumerated() {
      guard isLetter(byte) else {
        // A digit ends no word: `password2`, `OAuth2Token`.
        if !isDigit(byte) { flush(&word, into: &words) }
        continue
      }
      if isUpper(byte), position > 0 {
        let isLowerNext = position + 1 < bytes.count && isLetter(bytes[position + 1]) && !isUpper(bytes[position + 1])
        if !isUpper(bytes[position - 1]) || isLowerNext { flush(&word, into: &words) }
      }
      word.append(isUpper(byte) ? byte | 0x20 : byte)
    }
    flush(&word, into: &words)
    return words
  }

  private static func flush(_ word: inout [UInt8], into words: inout [String]) {
    guard !word.isEmpty else { return }
    words.append(String(decoding: word, as: UTF8.self))
    word.removeAll(keepingCapacity: true)
  }

  private static func isUpper(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0x80 }
}
