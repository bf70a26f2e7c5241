import Redaction

/// Text of a provider or a backend, made safe for messages: bounded, on one line, and without anything like a token.
enum ForeignText {
  private static let maximumLength = 200
  /// The length from which a word could be a token; codes of errors and names of hosts are shorter.
  private static let tokenLength = 24

  /// The text without the secrets of the request that it responds to, and without words that could be secrets.
  static func sentence(_ text: String, without secrets: [String]) -> String? {
    // A bound before the search: the rest is never shown.
    let bounded = String(String.UnicodeScalarView(text.unicodeScalars.prefix(maximumLength * 10)))
    let scrubbed = Scrubber(secrets.flatMap { [$0, FormBody.encoded($0)] }).scrub(bounded)
    var result = ""
    var word: [Unicode.Scalar] = []
    func endWord() {
      if word.count >= tokenLength { result += "[redacted]" } else { result.unicodeScalars.append(contentsOf: word) }
      word = []
    }
    for scalar in scrubbed.unicodeScalars {
      if isOfToken(scalar) {
        word.append(scalar)
        continue
      }
      endWord()
      result.unicodeScalars.append(0x20...0x7E ~= scalar.value || scalar.properties.isAlphabetic ? scalar : " ")
    }
    endWord()
    let line = result.split(separator: " ").joined(separator: " ")
    guard !line.isEmpty else { return nil }
    return line.unicodeScalars.count <= maximumLength
      ? line : String(String.UnicodeScalarView(line.unicodeScalars.prefix(maximumLength))) + "…"
  }

  /// An error code of a provider if it looks like one (RFC 6749 section 5.2); `nil` otherwise.
  ///
  /// Registered codes are small letters and underscores; random tokens are not.
  static func code(_ text: String?) -> String? {
    guard let text, 1...48 ~= text.utf8.count, text.utf8.allSatisfy({ 0x61...0x7A ~= $0 || $0 == 0x5F }) else {
      return nil
    }
    return text
  }

  /// The name of a person or an organization: on one line, bounded; `nil` if nothing of it can be shown.
  static func name(_ text: String) -> String? {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(120) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: continue
      default: result.append(scalar)
      }
    }
    let line = String(result).split(separator: " ").joined(separator: " ")
    return line.isEmpty ? nil : line
  }

  /// Whether a text can identify a person: it is compared as it is, so nothing in it may be invisible.
  ///
  /// OpenID Connect Core 1.0 section 2 has at most 255 characters for a subject.
  static func isIdentifier(_ text: String) -> Bool {
    1...255 ~= text.utf8.count
      && text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
        default: true
        }
      }
  }

  private static func isOfToken(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "+", "/", "=", "%": true
    default: false
    }
  }
}
