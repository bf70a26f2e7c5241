package import Redaction
import Synchronization

/// Redacts registered secrets in log lines, in every form in which they may be written.
package final class Redactor: Sendable {
  /// The most secrets of each kind registered at once: tokens are renewed and calls made for as long as the program
  /// runs.
  private static let capacity = 64

  /// The kinds of secrets; those of one kind never displace those of another.
  private enum Kind: CaseIterable {
    /// Other settings, such as the address of a proxy.
    case setting
    /// Credentials that the settings name.
    case credential
    /// Tokens, codes and client secrets of sign-ins.
    case signIn
    /// Secrets of calls.
    case call
  }

  private struct State {
    var secrets: [Kind: [KnownSecret]] = [:]
    /// Finds all secrets; made when the next line needs it.
    var scrubber: Scrubber?
    /// Finds the secrets that are not of calls; made when the next sentence needs it.
    var ofConfigured: Scrubber?
    /// The credentials as calls see them; made when the next call needs them.
    var held: HeldSecrets?
    /// The number of changes of the credentials.
    var changes = 0

    /// The secrets of some kinds.
    func all(_ kinds: [Kind]) -> [KnownSecret] { kinds.flatMap { secrets[$0] ?? [] } }
  }

  private let state = Mutex(State())

  /// Makes a redactor without secrets.
  package init() {}

  /// Registers a secret of the settings that is no credential; beyond the limit the oldest one is dropped.
  package func add(_ secret: KnownSecret) { add([secret], as: .setting) }

  /// Registers a secret of the settings that is no credential.
  package func add(_ secret: String) { add(KnownSecret(secret)) }

  /// Registers a configured credential, which calls keep out of results, too.
  package func add(credential secret: KnownSecret) { add([secret], as: .credential) }

  /// Registers tokens, codes and client secrets of sign-ins, which calls keep out of results, too.
  package func add(ofSignIn secrets: [KnownSecret]) { add(secrets, as: .signIn) }

  /// Registers the secrets of a call for redaction; they never displace configured ones.
  ///
  /// Short ones are left out, because the same letters are ordinary text in log lines.
  package func add(ofCall secrets: [KnownSecret]) { add(secrets.filter { !$0.isShort }, as: .call) }

  private func add(_ secrets: [KnownSecret], as kind: Kind) {
    state.withLock { state in
      for secret in secrets where Self.add(secret, to: &state.secrets[kind, default: []]) {
        state.scrubber = nil
        if kind != .call { state.ofConfigured = nil }
        if kind == .credential || kind == .signIn { (state.held, state.changes) = (nil, state.changes + 1) }
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

  /// The credentials that the program holds, for the results of calls.
  package var held: HeldSecrets {
    state.withLock { state in
      if let held = state.held { return held }
      let all = state.all([.credential, .signIn]).filter { !$0.isShort }
      let held = HeldSecrets(all, version: state.changes)
      state.held = held
      return held
    }
  }

  /// The text with `[redacted]` in place of every registered secret, and of the token after `Bearer`.
  ///
  /// A secret under 8 characters is redacted only if it is the whole text: elsewhere the same letters are words of this
  /// program. So an untrusted value must be redacted before it becomes part of a sentence.
  package func redact(_ text: String) -> String { redact(text, keepsParts: false) }

  /// The same; with `keepsParts`, a text that is just a beginning or an end of a secret may stay.
  package func redact(_ text: String, keepsParts: Bool) -> String {
    let scrubber = state.withLock { state in
      let scrubber = state.scrubber ?? Scrubber(for: state.all(Kind.allCases))
      state.scrubber = scrubber
      return scrubber
    }
    return scrubber.scrub(text, keepsParts: keepsParts).withoutBearerTokens
  }

  /// The text without configured secrets, for sentences that contain no secrets of calls.
  package func redactConfigured(_ text: String) -> String {
    let scrubber = state.withLock { state in
      let scrubber = state.ofConfigured ?? Scrubber(for: state.all(Kind.allCases.filter { $0 != .call }))
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
