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
  static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    let characters = Array(name)
    for (position, character) in characters.enumerated() {
      guard character.isLetter else {
        // A digit at the end or within a word is no word: `password2`, `oauth2_token`.
        if !character.isNumber { flush(&word, into: &words) }
        continue
      }
      if character.isUppercase, position > 0 {
        let next = position + 1 < characters.count ? characters[position + 1] : nil
        let beginsWord = !characters[position - 1].isUppercase || (next?.isLowercase ?? false)
        if beginsWord { flush(&word, into: &words) }
      }
      word += character.lowercased()
    }
    flush(&word, into: &words)
    return words
  }

  private static func flush(_ word: inout String, into words: inout [String]) {
    if !word.isEmpty { words.append(word) }
    word = ""
  }
}
