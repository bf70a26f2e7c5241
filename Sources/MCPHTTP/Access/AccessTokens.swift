import Crypto
import Files
import MCP
import Synchronization

/// Admits callers with a token whose digest is in a file.
///
/// Each line of the file is `name:sha256`, with the digest of a token in hexadecimal; empty lines and those that begin
/// with `#` are skipped. The file is read again when it has changed, so that a removed token is invalid from the next
/// request on. Without the file, nobody is admitted.
///
/// A file that is empty, lacks its last line break or has a malformed line is assumed to be in the middle of a write:
/// the previous tokens stay valid until it is complete, for two seconds at most (``FollowedFile``).
package final class AccessTokens: AccessRule {
  /// The reason why the file is unusable.
  package struct FileError: Error, CustomStringConvertible {
    /// The reason, with the path.
    package let description: String
  }

  /// The entries of the file, with a lookup time independent of their number.
  private struct Entries {
    /// Entries by the start of their digest, hashed with a key that lives as long as the process.
    private var byBeginning: [UInt64: [(digest: [UInt8], principal: Principal)]] = [:]
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func add(_ principal: Principal, _ digest: [UInt8]) {
      byBeginning[Self.beginning(of: digest), default: []].append((digest, principal))
      count += 1
    }

    /// The principal of the last entry with a digest; entries with the same start are compared completely.
    func principal(of digest: some Sequence<UInt8>) -> Principal? {
      var match: Principal?
      for entry in byBeginning[Self.beginning(of: digest)] ?? [] where areEqual(digest, entry.digest) {
        match = entry.principal
      }
      return match
    }

    private static func beginning(of digest: some Sequence<UInt8>) -> UInt64 {
      digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  private struct State {
    var file: FollowedFile
    var entries = Entries()
    /// Whether the file was readable at the last check.
    var isReadable = true
  }

  /// The largest file accepted, in bytes.
  private static let maximumSize = 16 << 20

  private let path: String
  private let note: @Sendable (String) -> Void
  private let state: Mutex<State>
  private let now: @Sendable () -> ContinuousClock.Instant

  /// False: a token is needed.
  package var isOpen: Bool { false }

  /// Reads the file; throws if it is unreadable, or has a malformed line.
  package init(
    file path: String,
    note: @escaping @Sendable (String) -> Void = { _ in },
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) throws(FileError) {
    self.path = path
    self.note = note
    self.now = now
    var state = State(file: FollowedFile(path, atMost: Self.maximumSize))
    if let bytes = try Self.news(of: &state.file, at: now()) { state.entries = try Self.entries(of: bytes, in: path) }
    self.state = Mutex(state)
  }

  /// Admits the caller whose token the file has.
  package func admit(bearer token: Substring?) -> AccessDecision {
    // The digest of an empty variable may stand in the file, and would let everybody in.
    guard let token, !token.isEmpty else { return .refused(.missingToken) }
    let digest = SHA256.hash(data: Array(token.utf8))
    return entries().principal(of: digest).map(AccessDecision.admitted) ?? .refused(.invalidToken)
  }

  private func entries() -> Entries {
    state.withLock { state in
      do throws(FileError) {
        guard let bytes = try Self.news(of: &state.file, at: now()) else { return state.entries }
        state.isReadable = true
        state.entries = try Self.entries(of: bytes, in: path)
        note("\(path) has changed: \(state.entries.count) access tokens are known now")
      } catch {
        if state.isReadable || !state.entries.isEmpty { note("Nobody is let in any more: \(error)") }
        state.isReadable = false
        state.entries = Entries()
      }
      return state.entries
    }
  }

  private static func news(
    of file: inout FollowedFile,
    at now: ContinuousClock.Instant
  ) throws(FileError) -> [UInt8]? {
    do throws(Files.FileError) {
      return try file.news(at: now) { $0.last == UInt8(ascii: "\n") && (try? entries(of: $0, in: "")) != nil }?.bytes
    } catch {
      throw FileError(description: "\(error)")
    }
  }

  /// Compares two digests of equal length in constant time.
  static func areEqual(_ digest: some Sequence<UInt8>, _ expected: [UInt8]) -> Bool {
    var difference: UInt8 = 0
    for (left, right) in zip(digest, expected) { difference |= left ^ right }
    return difference == 0
  }

  private static func entries(of bytes: [UInt8], in path: String) throws(FileError) -> Entries {
    let text = String(decoding: bytes, as: UTF8.self)
    var entries = Entries()
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingSpace()
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      guard let colon = line.lastIndex(of: ":"), colon > line.startIndex,
        let digest = digest(line[line.index(after: colon)...])
      else {
        throw FileError(description: "\(path), line \(index + 1): a line is name:sha256, with 64 hexadecimal digits")
      }
      entries.add(Principal(named: String(line[..<colon])), digest)
    }
    return entries
  }

  private static func digest(_ hexadecimal: Substring) -> [UInt8]? {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    guard hexadecimal.utf8.count == 64, digits.count == 64 else { return nil }
    return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
