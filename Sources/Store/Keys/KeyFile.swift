import Files
import Glibc

/// Keys in files beside the sealed one, each with its identifier in its name, readable only by their owner.
///
/// A key has a file of its own, so that making one never touches another.
struct KeyFile: KeyPlace {
  /// The largest content that is read, in bytes.
  private static let maximumSize = 1024

  static func name(_ id: String) -> String { "\(SealedFile.name)-\(id).key" }

  func key(_ id: String, for folder: borrowing StateFolder) throws(KeyPlaceFailure) -> SealingKey? {
    let text: [UInt8]?
    do throws(StateFolder.Failure) { text = try folder.contents(Self.name(id), atMost: Self.maximumSize) } catch {
      throw KeyPlaceFailure(reason: error.reason)
    }
    guard let text else { return nil }
    guard let key = SealingKey(id: id, text: text) else {
      throw KeyPlaceFailure(
        reason: "\(folder.path)/\(Self.name(id)) does not have a key, which is 64 hexadecimal digits"
      )
    }
    return key
  }

  func keep(_ key: SealingKey, for folder: borrowing StateFolder) throws(KeyPlaceFailure) {
    do throws(StateFolder.Failure) {
      guard try folder.create(Self.name(key.id), Array("\(key.text)\n".utf8)) else {
        throw StateFolder.Failure("\(folder.path)/\(Self.name(key.id))", EEXIST)
      }
      // The sealed file must not outlive its key.
      guard fsync(folder.descriptor) == 0 else { throw StateFolder.Failure(folder.path, errno) }
    } catch {
      throw KeyPlaceFailure(reason: error.reason, isFull: error.isFull)
    }
  }

  func forget(_ id: String, for folder: borrowing StateFolder) {
    _ = unsafe unlinkat(folder.descriptor, Self.name(id), 0)
  }
}
