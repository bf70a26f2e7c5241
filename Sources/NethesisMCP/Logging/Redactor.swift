package import APITools
import Synchronization

/// Knows secrets, and takes them out of what is about to be logged, in every form in which they may be said.
package final class Redactor: Sendable {
  /// How many secrets are known at once, of those that are configured and of those of calls: tokens are renewed, and
  /// calls made, for as long as the program runs.
  private static let capacity = 64

  private struct State {
    var configured: [KnownSecret] = []
    var ofCalls: [KnownSecret] = []
    /// Made when the next line needs it.
    var scrubber: Scrubber?
    /// Knows what is configured alone; made when the next sentence needs it.
    var ofConfigured: Scrubber?
  }

  private let state = Mutex(State())

  package init() {}

  /// Learns a secret; the one that was learned first is forgotten when there are too many.
  package func add(_ secret: KnownSecret) {
    state.withLock { if Self.add(secret, to: &$0.configured) { ($0.scrubber, $0.ofConfigured) = (nil, nil) } }
  }

  package func add(_ secret: String) { add(KnownSecret(secret)) }

  /// Learns the secrets of a call; none that is configured is forgotten for them.
  ///
  /// Short ones are no reason to spoil lines: the same letters mean something else there.
  package func add(ofCall secrets: [KnownSecret]) {
    state.withLock { state in
      for secret in secrets where !secret.isShort {
        if Self.add(secret, to: &state.ofCalls) { state.scrubber = nil }
      }
    }
  }

  /// - Returns: Whether it is a new one.
  private static func add(_ secret: KnownSecret, to secrets: inout [KnownSecret]) -> Bool {
    guard !secret.text.isEmpty else { return false }
    let former = secrets.firstIndex(of: secret)
    if let former { secrets.remove(at: former) }
    if secrets.count == capacity { secrets.removeFirst() }
    secrets.append(secret)
    return former == nil
  }

  /// The text with `[redacted]` in place of every known secret, and of whatever follows `Bearer`.
  ///
  /// A secret under 8 characters is taken out only if it is all of the text: elsewhere the same letters are words of this
  /// program. So a value that somebody else said goes through here before it becomes part of a sentence.
  package func redact(_ text: String) -> String { redact(text, keepsParts: false) }

  /// The same, perhaps with a beginning or an end of a secret that is all of the text.
  package func redact(_ text: String, keepsParts: Bool) -> String {
    let scrubber = state.withLock { state in
      let scrubber = state.scrubber ?? Scrubber(for: state.configured + state.ofCalls)
      state.scrubber = scrubber
      return scrubber
    }
    return scrubber.scrub(text, keepsParts: keepsParts).withoutBearerTokens
  }

  /// The text without the secrets that are configured, for sentences that those of calls are kept out of already.
  package func redactConfigured(_ text: String) -> String {
    let scrubber = state.withLock { state in
      let scrubber = state.ofConfigured ?? Scrubber(for: state.configured)
      state.ofConfigured = scrubber
      return scrubber
    }
    return scrubber.scrub(text).withoutBearerTokens
  }
}

extension String {
  fileprivate var withoutBearerTokens: String {
    var result = ""
    var rest = self[...]
    while let scheme = rest.utf8.firstRange(of: "Bearer ".utf8) {
      let token = rest[scheme.upperBound...].utf8.prefix { $0 > 0x20 && $0 != UInt8(ascii: "\"") }
      result += rest[..<scheme.upperBound]
      if !token.isEmpty { result += "[redacted]" }
      rest = rest[token.endIndex...]
    }
    return result + rest
  }
}
