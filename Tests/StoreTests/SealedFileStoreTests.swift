import Files
import Glibc
import Testing

@testable import Store

/// The sealed file as several processes share it.
struct SealedFileStoreTests {
  private let folder = TemporaryFolder()
  private let key = StoreKey("session", "account-at-backend")
  private let secret = Array("the-secret-token".utf8)

  @Test func `another process finds values, versions, counters and locks`() async throws {
    let (one, other) = (folder.store(), folder.store())
    #expect(try await other.get(key) == nil)
    let version = try #require(try await one.put(secret, for: key, owner: "m", if: .absent))
    #expect(try await other.get(key)?.bytes == secret)
    #expect(try await other.put([1], for: key, owner: "m", if: .version(version)) != nil)
    #expect(try await one.put([2], for: key, owner: "m", if: .version(version)) == nil)
    #expect(try await one.get(key)?.bytes == [1])
    #expect(try await one.add(1, to: key, expires: nil) == 1)
    #expect(try await other.add(1, to: key, expires: nil) == 2)
    var lock = try await one.lock(key, lease: .seconds(60))
    #expect(lock != nil)
    #expect(try await other.lock(key, lease: .seconds(60)) == nil)
    // As when the process is killed.
    lock = nil
    #expect(try await other.lock(key, lease: .seconds(60)) != nil)
  }

  @Test func `only the owner can read the files, and the sealed one shows nothing`() async throws {
    let store = folder.store()
    #expect(try await store.get(key) == nil)
    #expect(try await store.takeOnce(key) == nil)
    try await store.remove(key)
    #expect(folder.names().filter { $0 != SealedFile.lockName } == [])
    _ = try await store.put(secret, for: key, owner: "owner-of-it", if: .absent)
    #expect(folder.names().count == 3)
    for name in folder.names() { #expect(folder.mode(name) == 0o600) }
    #expect(folder.mode("") == 0o700)
    let text = String(decoding: try #require(folder.bytes()), as: UTF8.self)
    for hidden in ["the-secret-token", "owner-of-it", "account-at-backend", "session\""] {
      #expect(!text.contains(hidden))
    }
    #expect(text.hasPrefix("nethesis-mcp sessions 1 file "))
  }

  @Test func `the same content is sealed anew each time`() async throws {
    let store = folder.store()
    _ = try await store.put(secret, for: key, owner: "m", if: .absent)
    let first = try #require(folder.bytes())
    _ = try await store.add(0, to: key, expires: nil)
    try await store.remove(StoreKey("none", ""))
    #expect(folder.bytes() != first)
    #expect(folder.bytes()?.suffix(20) != first.suffix(20))
  }

  @Test func `nothing is written where nothing changes`() async throws {
    let store = folder.store()
    _ = try await store.put(secret, for: key, owner: "m", if: .absent)
    let first = folder.bytes()
    #expect(try await store.put([1], for: key, owner: "m", if: .absent) == nil)
    #expect(try await store.takeOnce(StoreKey("a", "b")) == nil)
    #expect(folder.bytes() == first)
  }

  @Test func `a file cut off anywhere is an error, and stays`() async throws {
    _ = try await folder.store().put(secret, for: key, owner: "m", if: .absent)
    let whole = try #require(folder.bytes())
    for count in [0, 1, 20, 21, 30, 60, 61, 62, 63, 70, 80, whole.count - 17, whole.count - 16, whole.count - 1] {
      folder.write(Array(whole.prefix(count)))
      try await expectRefusal(.damaged)
    }
    folder.write(whole + [0])
    try await expectRefusal(.damaged)
    folder.write(whole)
    #expect(try await folder.store().get(key)?.bytes == secret)
  }

  @Test func `a file changed in any byte is an error, and stays`() async throws {
    _ = try await folder.store().put(secret, for: key, owner: "m", if: .absent)
    let whole = try #require(folder.bytes())
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0x41
      folder.write(bytes)
      try await expectRefusal(nil)
    }
    for text in ["", "{}", "nethesis-mcp attempts 1 abc\n", "nethesis-mcp sessions", "nethesis-mcp sessions 1 file\n"] {
      folder.write(Array(text.utf8))
      try await expectRefusal(.damaged)
    }
    folder.write(Array("nethesis-mcp sessions 2 file of-later\n\u{1}".utf8))
    try await expectRefusal(.newer)
  }

  @Test func `a folder, a link or a shared file in its place is an error, and stays`() async throws {
    folder.write([], "other")
    _ = unsafe symlink("\(folder.path)/other", folder.file)
    try await expectRefusal(.unusable)
    _ = unsafe unlink(folder.file)
    _ = unsafe link("\(folder.path)/other", folder.file)
    try await expectRefusal(.unusable)
    _ = unsafe unlink(folder.file)
    _ = unsafe mkdir(folder.file, 0o700)
    try await expectRefusal(.unusable)
    #expect(folder.bytes("other") == [])
  }

  @Test func `a lock that another process keeps is waited for within bounds`() async throws {
    _ = try await folder.store().put(secret, for: key, owner: "m", if: .absent)
    let descriptor = unsafe open("\(folder.path)/\(SealedFile.lockName)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let store = folder.store(patience: LockPatience(tries: 3, pause: .microseconds(1)))
    let error = await #expect(throws: StoreError.self) { try await store.put([1], for: key, owner: "m", if: .always) }
    #expect(error?.kind == .busy)
    // Reading needs no lock.
    #expect(try await store.get(key)?.bytes == secret)
    close(descriptor)
    #expect(try await store.put([1], for: key, owner: "m", if: .always) != nil)
  }

  @Test func `the unfinished file of a killed process is in nobody's way`() async throws {
    folder.write(Array("unfinished".utf8), SealedFile.newName)
    let store = folder.store()
    _ = try await store.put(secret, for: key, owner: "m", if: .absent)
    folder.write(Array("unfinished".utf8), SealedFile.newName)
    #expect(try await folder.store().get(key)?.bytes == secret)
    _ = try await store.put([1], for: key, owner: "m", if: .always)
    #expect(folder.bytes(SealedFile.newName) == nil)
  }

  @Test func `a file put in place of the known one is read`() async throws {
    let store = folder.store()
    _ = try await store.put(secret, for: key, owner: "m", if: .absent)
    let first = try #require(folder.bytes())
    _ = try await store.put([1], for: key, owner: "m", if: .always)
    #expect(try await store.get(key)?.bytes == [1])
    folder.write(first)
    #expect(try await store.get(key)?.bytes == secret)
    _ = unsafe unlink(folder.file)
    #expect(try await store.get(key) == nil)
  }

  /// Expects that neither reading nor writing succeeds, and that the file is as before.
  private func expectRefusal(_ kind: StoreError.Kind?, _ place: SourceLocation = #_sourceLocation) async throws {
    let (names, bytes) = (folder.names().filter { $0 != SealedFile.lockName }, folder.bytes())
    let read = await #expect(throws: StoreError.self, sourceLocation: place) { try await folder.store().get(key) }
    let written = await #expect(throws: StoreError.self, sourceLocation: place) {
      try await folder.store().put([1], for: key, owner: "m", if: .always)
    }
    let prepared = await #expect(throws: StoreError.self, sourceLocation: place) {
      try await folder.store().prepare(movingKeyTo: .file)
    }
    for error in [read, written, prepared] {
      if let kind { #expect(error?.kind == kind, sourceLocation: place) }
      #expect(error?.message.contains(folder.path) == true, sourceLocation: place)
    }
    #expect(folder.bytes() == bytes, sourceLocation: place)
    #expect(folder.names().filter { $0 != SealedFile.lockName } == names, sourceLocation: place)
  }
}
