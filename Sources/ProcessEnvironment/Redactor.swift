package import Redaction
import Synchronization

/// Redacts registered secrets in log lines, in every form in which they may be written.
package final class Redactor: Sendable {
  /// The most secrets registered at once, each for configuration and calls: tokens are renewed and calls made for as
  /// long as the program runs.
  private static let capacity = 64

  private struct State {
    var configured: [KnownSecret] = []
    var ofCalls: [KnownSecret] = []
    /// Finds all secrets; made when the next line needs it.
    var scrubber: Scrubber?
    /// Finds the configured secrets only; made when the next sentence needs it.
    var ofConfigured: Scrubber?
  }

  private let state = Mutex(State())

  /// Makes a redactor without secrets.
  package init() {}

  /// Registers a configured secret for redaction; beyond the limit the oldest one is dropped.
  package func add(_ secret: KnownSecret) {
    state.withLock { if Self.add(secret, to: &$0.configured) { ($0.scrubber, $0.ofConfigured) = (nil, nil) } }
  }

  /// Registers a configured secret for redaction.
  package func add(_ secret: String) { add(KnownSecret(secret)) }

  /// Registers the secrets of a call for redaction; they never displace configured ones.
  ///
  /// Short ones are left out, because the same letters are ordinary text in log lines.
  package func add(ofCall secrets: [KnownSecret]) {
    state.withLock { state in
      for secret in secrets where !secret.isShort {
        if Self.add(secret, to: &state.ofCalls) { state.scrubber = nil }
      }
    }
  }

  /// - Returns: Whether it was not registered before.
  private static func add(_ secret: KnownSecret, to secrets: inout [KnownSecret]) -> Bool {
    guard !secret.text.isEmpty else { return false }
    let former = secrets.firstIndex(of: secret)
    if let former { secrets.remove(at: former) }
    if secrets.count == capacity { secrets.removeFirst() }
    secrets.append(secret)
    return former == nil
  }

  /// The text with `[redacted]` in place of every registered secret, and of the token after `Bearer`.
  ///
  /// A secret under 8 characters is redacted only if it is the whole text: elsewhere the same letters are words of this
  /// program. So an untrusted value must be redacted before it becomes part of a sentence.
  package func redact(_ text: String) -> String { redact(text, keepsParts: false) }

  /// The same; with `keepsParts`, a text that is just a beginning or an end of a secret may stay.
  package func redact(_ text: String, keepsParts: Bool) -> String {
    let scrubber = state.withLock { state in
      let scrubber = state.scrubber ?? Scrubber(for: state.configured + state.ofCalls)
      state.scrubber = scrubber
      return scrubber
    }
    return scrubber.scrub(text, keepsParts: keepsParts).withoutBearerTokens
  }

  /// The text without configured secrets, for sentences that contain no secrets of calls.
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
