import Files
import Glibc
import Synchronization

/// Reads and replaces the sealed file; all of it may block, except ``knownContents()``.
final class SealedFileAccess: Sendable {
  /// A change of the content, which may be made again if another process was faster; it is told which holders live.
  typealias Change<R> = @Sendable (inout StoreContents, _ isAlive: (UInt64) -> Bool) throws(StoreError) -> R

  /// A file that was read or written.
  private struct Known {
    /// The path of the folder, and the beginning of the file, which no other file has.
    let folder: String
    let stamp: [UInt8]
    let contents: StoreContents
  }

  private struct State {
    var known: Known?
    /// The key that was used last.
    var key: SealingKey?
  }

  /// The most times that a key is looked up or a change begun anew because another process changed the key.
  private static let maximumRounds = 5

  private let place: SealedFileStore.Place
  private let keys: KeyPlaces
  private let patience: LockPatience
  private let state = Mutex(State())

  init(place: @escaping SealedFileStore.Place, keys: KeyPlaces, patience: LockPatience) {
    self.place = place
    self.keys = keys
    self.patience = patience
  }

  /// The content of the file, if it is the one that was read or written last.
  func knownContents() -> StoreContents? {
    guard let known = state.withLock({ $0.known }), let path = try? place(), path == known.folder,
      let folder = try? StateFolder(existing: path),
      let stamp = try? folder.beginning(SealedFile.name, SealedFile.stampSize), stamp == known.stamp
    else { return nil }
    return known.contents
  }

  /// The content of the file; empty if there is none.
  func contents() throws(StoreError) -> StoreContents {
    let path = try folderPath()
    for _ in 0..<Self.maximumRounds {
      guard let header = try header(path) else { return StoreContents() }
      guard let key = try key(header, path), let folder = try existing(path),
        let (found, contents) = try read(folder, key), found == header
      else { continue }
      return contents
    }
    throw Self.busy(path)
  }

  /// Makes a sign of life of a lock's holder.
  func mark(_ holder: UInt64) throws(StoreError) -> HolderMark {
    let path = try folderPath()
    do throws(StateFolder.Failure) { return try HolderMark(holder, in: StateFolder(path)) } catch {
      throw Self.unusable(error)
    }
  }

  /// Changes the content; nothing is written if the change leaves it as it is.
  func change<R>(_ body: Change<R>) throws(StoreError) -> R {
    let path = try folderPath()
    for _ in 0..<Self.maximumRounds {
      guard let header = try header(path) else {
        if let result = try create(path, body) { return result }
        continue
      }
      guard let key = try key(header, path) else { continue }
      let folder = try opened(path)
      let lock = try locked(folder)
      guard let (found, former) = try read(folder, key), found == header else { continue }
      var contents = former
      let result = try body(&contents) { HolderMark.isAlive($0, in: folder) }
      if contents != former { try write(contents, header, key, folder) }
      _ = consume lock
      return result
    }
    throw Self.busy(path)
  }

  /// Makes the file if there is none, and moves its key.
  ///
  /// - Parameters:
  ///   - placement: The new place of the key; `nil` is the present one.
  ///   - isRotating: Whether a new key is made in any case.
  /// - Throws: ``StoreError`` if the file, its key or the new place cannot be used: then all is as before.
  func prepare(_ placement: KeyPlacement?, isRotating: Bool) throws(StoreError) {
    let path = try folderPath()
    for _ in 0..<Self.maximumRounds {
      guard let header = try header(path) else {
        if try create(path, isCertain: true, { _, _ throws(StoreError) in () }) != nil { return }
        continue
      }
      guard let key = try key(header, path) else { continue }
      let folder = try opened(path)
      guard isRotating || placement != nil && placement != header.place else {
        // Reads it all: a person is to learn now of damage.
        guard let (found, _) = try read(folder, key), found == header else { continue }
        return
      }
      let new = try keys.newKey(in: placement ?? header.place, for: folder)
      var isMoved = false
      defer { if !isMoved { keys[new.place].forget(new.key.id, for: folder) } }
      let lock = try locked(folder)
      guard let (found, contents) = try read(folder, key), found == header else { continue }
      try write(contents, SealedFile.Header(place: new.place, keyID: new.key.id), new.key, folder)
      isMoved = true
      _ = consume lock
      keys[header.place].forget(header.keyID, for: folder)
      return
    }
    throw Self.busy(path)
  }

  /// The path of the file and the place of its key, once it has been read.
  func status() throws(StoreError) -> (path: String, key: KeyPlacement)? {
    let path = try folderPath()
    guard let header = try header(path) else { return nil }
    _ = try contents()
    return ("\(path)/\(SealedFile.name)", header.place)
  }

  /// Makes the file with a changed empty content.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - isCertain: Whether the file is made although the change leaves the content empty.
  ///   - body: The change.
  /// - Returns: `nil` if there is a file by now.
  /// - Throws: ``StoreError`` if the file or its key cannot be made.
  private func create<R>(_ path: String, isCertain: Bool = false, _ body: Change<R>) throws(StoreError) -> R? {
    var contents = StoreContents()
    let result = try body(&contents) { _ in true }
    guard isCertain || contents != StoreContents() else { return result }
    let folder = try opened(path)
    // The key first, and outside the lock: a keyring may take seconds.
    let new = try keys.newKey(in: nil, for: folder)
    var isUsed = false
    defer { if !isUsed { keys[new.place].forget(new.key.id, for: folder) } }
    let lock = try locked(folder)
    guard try header(path) == nil else { return nil }
    try write(contents, SealedFile.Header(place: new.place, keyID: new.key.id), new.key, folder)
    isUsed = true
    _ = consume lock
    if let notice = new.notice { keys.notice(notice) }
    return result
  }

  /// The header of the file; `nil` if there is none.
  private func header(_ path: String) throws(StoreError) -> SealedFile.Header? {
    guard let folder = try existing(path) else { return nil }
    let bytes: [UInt8]?
    do throws(StateFolder.Failure) { bytes = try folder.beginning(SealedFile.name, SealedFile.stampSize) } catch {
      throw Self.unusable(error)
    }
    guard let bytes else { return nil }
    return try header(bytes, path)
  }

  private func header(_ bytes: [UInt8], _ path: String) throws(StoreError) -> SealedFile.Header {
    do throws(SealedFile.Fault) { return try SealedFile.header(bytes) } catch {
      throw error == .newer ? StoreError.newerFile(path) : StoreError.damagedFile(path)
    }
  }

  /// The key of a file; `nil` if the file has another key by now.
  private func key(_ header: SealedFile.Header, _ path: String) throws(StoreError) -> SealingKey? {
    if let key = state.withLock({ $0.key }), key.id == header.keyID { return key }
    let folder = try opened(path)
    let found: SealingKey?
    do throws(KeyPlaceFailure) { found = try keys[header.place].key(header.keyID, for: folder) } catch {
      guard try self.header(path) == header else { return nil }
      throw StoreError.unreachableKey(path, header, error.reason)
    }
    guard let found else {
      guard try self.header(path) == header else { return nil }
      throw StoreError.missingKey(path, header)
    }
    state.withLock { $0.key = found }
    return found
  }

  /// Reads the file; `nil` if there is none, or its key is another one.
  private func read(
    _ folder: borrowing StateFolder,
    _ key: SealingKey
  ) throws(StoreError) -> (SealedFile.Header, StoreContents)? {
    let bytes: [UInt8]?
    do throws(StateFolder.Failure) {
      bytes = try folder.contents(SealedFile.name, atMost: SealedFile.maximumSize)
    } catch {
      throw Self.unusable(error)
    }
    guard let bytes else { return nil }
    let header = try header(bytes, folder.path)
    guard header.keyID == key.id else { return nil }
    guard let contents = SealedFile.contents(bytes, header, key) else { throw StoreError.damagedFile(folder.path) }
    remember(contents, bytes, folder.path)
    return (header, contents)
  }

  private func write(
    _ contents: StoreContents,
    _ header: SealedFile.Header,
    _ key: SealingKey,
    _ folder: borrowing StateFolder
  ) throws(StoreError) {
    guard let bytes = SealedFile.bytes(contents, header, key) else {
      throw StoreError(.unusable, "sessions cannot be sealed: the system's cryptography fails. Nothing was stored.")
    }
    do throws(StateFolder.Failure) {
      try folder.replace(SealedFile.name, with: bytes, by: SealedFile.newName)
    } catch {
      throw Self.unusable(error)
    }
    state.withLock { $0.key = key }
    remember(contents, bytes, folder.path)
  }

  private func remember(_ contents: StoreContents, _ bytes: [UInt8], _ folder: String) {
    let stamp = Array(bytes.prefix(SealedFile.stampSize))
    state.withLock { $0.known = Known(folder: folder, stamp: stamp, contents: contents) }
  }

  private func folderPath() throws(StoreError) -> String {
    do throws(StateFolder.Failure) { return try place() } catch { throw Self.unusable(error) }
  }

  private func existing(_ path: String) throws(StoreError) -> StateFolder? {
    do throws(StateFolder.Failure) { return try StateFolder(existing: path) } catch { throw Self.unusable(error) }
  }

  private func opened(_ path: String) throws(StoreError) -> StateFolder {
    do throws(StateFolder.Failure) { return try StateFolder(path) } catch { throw Self.unusable(error) }
  }

  /// Waits for the lock on the file, within bounds.
  private func locked(_ folder: borrowing StateFolder) throws(StoreError) -> StateLock {
    for remaining in (0..<patience.tries).reversed() {
      do throws(StateFolder.Failure) {
        if let lock = try StateLock(folder, SealedFile.lockName) { return lock }
      } catch {
        throw Self.unusable(error)
      }
      if remaining > 0 { patience.wait() }
    }
    throw Self.busy(folder.path)
  }

  private static func busy(_ path: String) -> StoreError { .busyFile(path) }

  private static func unusable(_ failure: StateFolder.Failure) -> StoreError { .unusableFile(failure) }
}
