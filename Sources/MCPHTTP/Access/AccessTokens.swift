import Crypto
import Glibc
import Synchronization

/// Lets in whoever has a token that a file knows by its digest.
///
/// Each line of the file is `name:sha256`, the digest of a token in hexadecimal; empty lines and those that begin with
/// `#` are skipped. The file is read again when it has changed, so that a token that is taken out is worth nothing from
/// the next request on. If the file is gone, nobody is let in.
package final class AccessTokens: AccessRule {
  /// Why the file cannot be used.
  package struct FileError: Error, CustomStringConvertible {
    package let description: String
  }

  /// What tells one state of the file from another.
  private struct Stamp: Equatable {
    let inode: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  private struct Entry {
    let principal: Principal
    let digest: [UInt8]
  }

  private struct State {
    var stamp: Stamp?
    var entries: [Entry]
  }

  private let path: String
  private let note: @Sendable (String) -> Void
  private let state: Mutex<State>

  package var isOpen: Bool { false }

  /// Reads the file; throws if it cannot be read, or if a line of it means nothing.
  package init(file path: String, note: @escaping @Sendable (String) -> Void = { _ in }) throws(FileError) {
    self.path = path
    self.note = note
    let stamp = Self.stamp(of: path)
    state = Mutex(State(stamp: stamp, entries: try Self.read(path)))
  }

  package func admit(bearer token: Substring?) -> Admission {
    guard let token else { return .refused(.missingToken) }
    let digest = SHA256.hash(data: Array(token.utf8))
    var match: Principal?
    // Every entry is compared whole: how long it takes tells nothing of the digests.
    for entry in entries() where Self.areEqual(digest, entry.digest) { match = entry.principal }
    return match.map(Admission.admitted) ?? .refused(.invalidToken)
  }

  private func entries() -> [Entry] {
    let stamp = Self.stamp(of: path)
    return state.withLock { state in
      guard state.stamp != stamp else { return state.entries }
      do throws(FileError) {
        state.entries = try Self.read(path)
        note("\(path) has changed: \(state.entries.count) access tokens are known now")
      } catch {
        state.entries = []
        note("Nobody is let in any more: \(error)")
      }
      state.stamp = stamp
      return state.entries
    }
  }

  /// Compares two digests of one length in a time that does not depend on where they differ.
  static func areEqual(_ digest: some Sequence<UInt8>, _ expected: [UInt8]) -> Bool {
    var difference: UInt8 = 0
    for (left, right) in zip(digest, expected) { difference |= left ^ right }
    return difference == 0
  }

  private static func stamp(of path: String) -> Stamp? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Stamp(
      inode: status.st_ino,
      size: status.st_size,
      seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec
    )
  }

  private static func read(_ path: String) throws(FileError) -> [Entry] {
    guard let text = contents(of: path) else {
      throw FileError(description: "\(path) cannot be read: \(unsafe String(cString: strerror(errno)))")
    }
    var entries: [Entry] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingSpace()
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      guard let colon = line.lastIndex(of: ":"), colon > line.startIndex,
        let digest = digest(line[line.index(after: colon)...])
      else {
        throw FileError(description: "\(path), line \(index + 1): a line is name:sha256, with 64 hexadecimal digits")
      }
      entries.append(Entry(principal: Principal(String(line[..<colon])), digest: digest))
    }
    return entries
  }

  private static func digest(_ hexadecimal: Substring) -> [UInt8]? {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    guard hexadecimal.utf8.count == 64, digits.count == 64 else { return nil }
    return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  private static func contents(of path: String) -> String? {
    let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    while true {
      var count = 0
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
        count = unsafe Glibc.read(file, buffer.baseAddress, buffer.count)
        initialized = max(0, count)
      }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      guard count > 0, bytes.count < 16 << 20 else { return nil }
      bytes.append(contentsOf: chunk)
    }
  }
}
