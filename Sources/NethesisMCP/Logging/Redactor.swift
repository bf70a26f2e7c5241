import Synchronization

/// Knows secrets, and takes them out of what is about to be logged.
package final class Redactor: Sendable {
  /// How many secrets are known at once: tokens are renewed for as long as the program runs.
  private static let capacity = 64

  private let secrets = Mutex<[String]>([])

  package init() {}

  /// Learns a secret; the one that was learned first is forgotten when there are too many.
  package func add(_ secret: String) {
    guard !secret.isEmpty else { return }
    secrets.withLock { secrets in
      secrets.removeAll { $0 == secret }
      if secrets.count == Self.capacity { secrets.removeFirst() }
      secrets.append(secret)
    }
  }

  /// The text with `[redacted]` in place of every known secret, and of whatever follows `Bearer`.
  package func redact(_ text: String) -> String {
    // The longest first: one secret may be part of another, and its rest must not remain.
    let secrets = secrets.withLock { $0 }.sorted { $0.utf8.count > $1.utf8.count }
    var text = text
    for secret in secrets { text.replace(secret) }
    return text.withoutBearerTokens
  }
}

extension String {
  private static var mark: String { "[redacted]" }

  /// Replaces a text byte by byte: by characters, a combining mark behind a secret would hide it.
  fileprivate mutating func replace(_ secret: String) {
    guard utf8.firstRange(of: secret.utf8) != nil else { return }
    var result = ""
    var rest = self[...]
    while let range = rest.utf8.firstRange(of: secret.utf8) {
      result += rest[..<range.lowerBound] + Self.mark
      rest = rest[range.upperBound...]
    }
    self = result + rest
  }

  fileprivate var withoutBearerTokens: String {
    var result = ""
    var rest = self[...]
    while let scheme = rest.utf8.firstRange(of: "Bearer ".utf8) {
      let token = rest[scheme.upperBound...].utf8.prefix { $0 > 0x20 && $0 != UInt8(ascii: "\"") }
      result += rest[..<scheme.upperBound]
      if !token.isEmpty { result += Self.mark }
      rest = rest[token.endIndex...]
    }
    return result + rest
  }
}
