import APITools
import Synchronization

/// Knows secrets, and takes them out of what is about to be logged, in every form in which they may be said.
package final class Redactor: Sendable {
  /// How many secrets are known at once, of those that are configured and of those of calls: tokens are renewed, and
  /// calls made, for as long as the program runs.
  private static let capacity = 64

  private struct State {
    var configured: [String] = []
    var ofCalls: [String] = []
    /// Made when the next line needs it.
    var known: Known?
  }

  /// What is looked for in each line.
  private struct Known {
    let scrubber: Scrubber
    /// Those that are found by nothing else, the longest first: one secret may be part of another, and its rest must not
    /// remain.
    let short: [String]

    init(_ secrets: [String]) {
      scrubber = Scrubber(secrets)
      short = secrets.filter(\.isShort).sorted { $0.utf8.count > $1.utf8.count }
    }
  }

  private let state = Mutex(State())

  package init() {}

  /// Learns a secret; the one that was learned first is forgotten when there are too many.
  package func add(_ secret: String) {
    state.withLock { if Self.add(secret, to: &$0.configured) { $0.known = nil } }
  }

  /// Learns the secrets of a call; none that is configured is forgotten for them.
  ///
  /// Short ones are no reason to spoil lines: the same letters mean something else there.
  package func add(ofCall secrets: [String]) {
    state.withLock { state in
      for secret in secrets where !secret.isShort {
        if Self.add(secret, to: &state.ofCalls) { state.known = nil }
      }
    }
  }

  /// - Returns: Whether it is a new one.
  private static func add(_ secret: String, to secrets: inout [String]) -> Bool {
    guard !secret.isEmpty else { return false }
    let former = secrets.firstIndex(of: secret)
    if let former { secrets.remove(at: former) }
    if secrets.count == capacity { secrets.removeFirst() }
    secrets.append(secret)
    return former == nil
  }

  /// The text with `[redacted]` in place of every known secret, and of whatever follows `Bearer`.
  package func redact(_ text: String) -> String {
    let known = state.withLock { state in
      let known = state.known ?? Known(state.configured + state.ofCalls)
      state.known = known
      return known
    }
    var text = known.scrubber.scrub(text)
    for secret in known.short { text.replace(secret) }
    return text.withoutBearerTokens
  }
}

extension String {
  /// Whether a scrubber looks for it only as a whole value.
  fileprivate var isShort: Bool { unicodeScalars.count < Scrubber.minimumLength }

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
