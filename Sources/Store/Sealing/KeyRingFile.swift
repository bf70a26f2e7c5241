import Files
import Synchronization
import TextCoding

/// A file with the keys of a store: a line for each, `ID KEY`, of which the first seals and all open.
///
/// It is read again when it has changed, so that keys rotate without a restart: add the new key below the others on every
/// replica, then move it to the top, and remove the old one when nothing is sealed with it any more.
package final class KeyRingFile: Sendable {
  /// The largest file, in bytes.
  private static let maximumSize = 64 << 10
  private static let maximumIDLength = 64

  private struct State {
    var file: FollowedFile
    var ring: Result<KeyRing, StoreError>
  }

  private let path: String
  private let state: Mutex<State>

  /// Takes the path of a file, which is read at the first use.
  package init(_ path: String) {
    self.path = path
    state = Mutex(State(file: FollowedFile(path, atMost: Self.maximumSize), ring: .failure(Self.missing(path))))
  }

  /// Reads the file.
  ///
  /// - Throws: ``StoreError`` if there are no usable keys in it.
  package func check() throws(StoreError) { _ = try ring() }

  func ring() throws(StoreError) -> KeyRing {
    try state.withLock { state throws(StoreError) in
      let news: (bytes: [UInt8], state: FileState)?
      do throws(FileError) {
        news = try state.file.news { (try? Self.ring($0, of: path)) != nil }
      } catch {
        state.ring = .failure(StoreError(.keyUnreachable, "the keys of --store-keys cannot be read: \(error)."))
        return try state.ring.get()
      }
      if let news {
        do throws(StoreError) { state.ring = .success(try Self.ring(news.bytes, of: path)) } catch {
          state.ring = .failure(error)
        }
      }
      return try state.ring.get()
    }
  }

  /// The keys in the content of a file; messages say the line, never a key.
  private static func ring(_ bytes: [UInt8], of path: String) throws(StoreError) -> KeyRing {
    var keys: [SealingKey] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let words = line.split { $0 <= 0x20 }
      guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
      let id = String(decoding: first, as: UTF8.self)
      guard words.count == 2, isID(first), let key = SealingKey(id: id, text: words[1]) else {
        throw fault(path, index, "expected ID KEY, where a key is 64 hexadecimal digits (openssl rand -hex 32)")
      }
      guard !keys.contains(where: { $0.id == id }) else { throw fault(path, index, "another key has this ID already") }
      keys.append(key)
    }
    guard let current = keys.first else { throw missing(path) }
    return KeyRing(current, earlier: Array(keys.dropFirst()))
  }

  private static func isID(_ id: ArraySlice<UInt8>) -> Bool {
    id.count <= maximumIDLength
      && id.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  private static func fault(_ path: String, _ line: Int, _ reason: String) -> StoreError {
    StoreError(.keyUnreachable, "\(path):\(line + 1): \(reason).")
  }

  private static func missing(_ path: String) -> StoreError {
    StoreError(
      .keyUnreachable,
      "there is no key in \(path): (umask 077; echo \"k1 $(openssl rand -hex 32)\" > \(path)) makes one."
    )
  }
}
