import Glibc
import TextCoding

/// Recognizes words that would put a secret into a file that other programs and people read.
package enum SecretShape {
  /// The reason for which a word must not stand in a client's file; it never repeats the word.
  package static func objection(to word: String) -> String? {
    let lower = word.lowercased()
    if lower.hasPrefix("bearer ") || lower.hasPrefix("basic ") || lower.contains("authorization:") {
      return "the value of an Authorization header"
    }
    if word.contains("-----BEGIN ") { return "a private key or a certificate" }
    if isToken(word) { return "a token" }
    return objection(toURL: word)
  }

  /// Whether the name of an option, a variable or a query parameter announces a secret.
  package static func isSecretName(_ name: some StringProtocol) -> Bool {
    let name = name.lowercased().filter { $0 != "-" && $0 != "_" }
    let words = [
      "token", "secret", "password", "passwd", "passphrase", "apikey", "accesskey", "credential", "authorization",
    ]
    return words.contains { name.contains($0) }
      || ["key", "auth", "pwd", "pass", "sig", "header", "code"].contains(name)
  }

  /// Whether a text has the form of a token: a prefix of known issuers, or three parts of a JSON Web Token (RFC 7519).
  private static func isToken(_ text: String) -> Bool {
    guard text.utf8.count >= 16, !text.contains("/"), !text.contains(" ") else { return false }
    let prefixes = [
      "myk_", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "sk-", "AKIA", "npm_", "pypi-",
    ]
    if prefixes.contains(where: text.hasPrefix) { return true }
    return text.hasPrefix("eyJ") && text.count { $0 == "." } >= 2
  }

  private static func objection(toURL text: String) -> String? {
    // Clients' parsers take backslashes for slashes (URL Standard, 4.4).
    let text = text.replacing("\\", with: "/")
    guard let scheme = text.firstRange(of: "://") else { return nil }
    let rest = text[scheme.upperBound...]
    if rest.prefix(while: { !"/?#".contains($0) }).contains("@") { return "a URL with a user's name or password" }
    guard let mark = rest.firstIndex(where: { "?#".contains($0) }) else { return nil }
    let isSecret = rest[mark...].split(whereSeparator: { "?#&;".contains($0) }).contains { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(decoded)
      return isSecretName(parts[0]) || parts.contains(where: isToken)
    }
    return isSecret ? "a URL with a secret in its query or fragment" : nil
  }

  /// A name or value of a query without percent-encoding; as it is if that is malformed.
  private static func decoded(_ text: Substring) -> String {
    guard let bytes = PercentCoding.decode(text.utf8, malformed: .kept) else { return String(text) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a word that names nothing known may be a secret: it has a secret's form, or is no plain name.
  package static func isPossible(_ word: String) -> Bool {
    mayHold(word) || !word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:{}".contains($0) }
  }

  /// Whether a word of somebody else's command line may be a secret: it has a secret's form, or is long and mixed.
  package static func mayHold(_ word: String) -> Bool {
    if objection(to: word) != nil { return true }
    let value = word.split(separator: "=", maxSplits: 1).last ?? ""
    if value.utf8.count < word.utf8.count, objection(to: String(value)) != nil { return true }
    guard value.utf8.count >= 20, !value.contains("/") else { return false }
    return value.contains { $0.isNumber } && value.contains { $0.isLetter }
  }
}
