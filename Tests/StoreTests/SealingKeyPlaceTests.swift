import Glibc
import Synchronization
import Testing

@testable import Store

/// The key of the sealed file: where it lies, and what happens where it cannot be had.
struct SealingKeyPlaceTests {
  private let folder = TemporaryFolder()
  private let key = StoreKey("session", "a")

  @Test func `the keyring is preferred, and a file is what is left`() async throws {
    let keyring = FakeKeyring()
    _ = try await folder.store(KeyPlaces(keyring: keyring)).put([1], for: key, owner: "m", if: .absent)
    #expect(keyring.ids.count == 1)
    #expect(folder.keyNames == [])
    #expect(folder.bytes()?.starts(with: "nethesis-mcp sessions 1 keyring \(keyring.ids[0])\n".utf8) == true)
    #expect(try await folder.store(KeyPlaces(keyring: keyring)).get(key)?.bytes == [1])
  }

  @Test func `a missing keyring is told of once`() async throws {
    let notices = Mutex<[String]>([])
    let keys = KeyPlaces(keyring: FakeKeyring(failure: "there is no bus")) { text in notices.withLock { $0 += [text] } }
    for byte in UInt8(0)..<3 { _ = try await folder.store(keys).put([byte], for: key, owner: "m", if: .always) }
    #expect(folder.keyNames.count == 1)
    let told = notices.withLock { $0 }
    #expect(told.count == 1)
    #expect(told.first?.contains("there is no bus") == true)
    #expect(told.first?.contains("\(folder.path)/\(folder.keyNames[0])") == true)
  }

  @Test func `a keyring that was asked for is not replaced by a file`() async throws {
    let keyring = FakeKeyring(failure: "it is locked")
    let store = folder.store(KeyPlaces(keyring: keyring, preferred: .keyring))
    let error = await #expect(throws: StoreError.self) { try await store.put([1], for: key, owner: "m", if: .absent) }
    #expect(error?.kind == .keyUnreachable)
    #expect(error?.message.contains("--token-store file") == true)
    #expect(folder.bytes() == nil)
    #expect(folder.keyNames == [])
  }

  @Test func `a keyring that cannot be reached leaves the file as it is`() async throws {
    let keyring = FakeKeyring()
    let keys = KeyPlaces(keyring: keyring)
    _ = try await folder.store(keys).put([1], for: key, owner: "m", if: .absent)
    keyring.fail("it did not respond within 3 seconds")
    try await expectUnreachable(keys, "it did not respond within 3 seconds", "login --token-store file")
    keyring.fail(nil)
    #expect(try await folder.store(keys).get(key)?.bytes == [1])
    keyring.clear()
    try await expectUnreachable(keys, "does not have it", "sign in again")
    #expect(keyring.ids == [])
  }

  @Test func `a key file that is missing or damaged leaves the file as it is`() async throws {
    let keys = KeyPlaces(keyring: FakeKeyring(), preferred: .file)
    _ = try await folder.store(keys).put([1], for: key, owner: "m", if: .absent)
    let name = folder.keyNames[0]
    let text = try #require(folder.bytes(name))
    for damaged in [[], Array("abc".utf8), Array(text.dropFirst(2)), text + text, [UInt8](repeating: 48, count: 5000)] {
      folder.write(damaged, name)
      try await expectUnreachable(keys, name, "sign in again")
      #expect(folder.bytes(name) == damaged)
    }
    var other = text
    other[0] = other[0] == 48 ? 49 : 48
    folder.write(other, name)
    let error = await #expect(throws: StoreError.self) { try await folder.store(keys).get(key) }
    #expect(error?.kind == .damaged)
    _ = unsafe unlink("\(folder.path)/\(name)")
    try await expectUnreachable(keys, name, "sign in again")
    folder.write(text, name)
    #expect(try await folder.store(keys).get(key)?.bytes == [1])
  }

  @Test func `a key moves from the keyring to a file and back`() async throws {
    let keyring = FakeKeyring()
    let keys = KeyPlaces(keyring: keyring)
    let running = folder.store(keys)
    _ = try await running.put([1], for: key, owner: "m", if: .absent)
    try await folder.store(keys).prepare(movingKeyTo: .file)
    #expect(keyring.ids == [])
    #expect(folder.keyNames.count == 1)
    #expect(try await running.get(key)?.bytes == [1])
    #expect(try await running.put([2], for: key, owner: "m", if: .always) != nil)
    keyring.fail("there is no bus")
    #expect(try await folder.store(keys).get(key)?.bytes == [2])
    // The way back is barred: all is as before.
    await #expect(throws: StoreError.self) { try await folder.store(keys).prepare(movingKeyTo: .keyring) }
    #expect(try await folder.store(keys).status()?.key == .file)
    keyring.fail(nil)
    try await folder.store(keys).prepare(movingKeyTo: .keyring)
    #expect(folder.keyNames == [])
    #expect(keyring.ids.count == 1)
    #expect(try await running.get(key)?.bytes == [2])
    #expect(try await folder.store(keys).status()?.path == folder.file)
  }

  @Test func `a new key replaces the earlier one`() async throws {
    let keys = KeyPlaces(keyring: FakeKeyring(), preferred: .file)
    let running = folder.store(keys)
    _ = try await running.put([1], for: key, owner: "m", if: .absent)
    let first = folder.keyNames
    try await folder.store(keys).rotateKey()
    #expect(folder.keyNames.count == 1)
    #expect(folder.keyNames != first)
    #expect(try await running.add(1, to: key, expires: nil) == 1)
    #expect(try await folder.store(keys).get(key)?.bytes == [1])
  }

  @Test func `preparing makes the file before there is anything to keep`() async throws {
    let keys = KeyPlaces(keyring: FakeKeyring(), preferred: .file)
    #expect(try await folder.store(keys).status() == nil)
    try await folder.store(keys).prepare(movingKeyTo: nil)
    let first = folder.bytes()
    try await folder.store(keys).prepare(movingKeyTo: nil)
    #expect(folder.bytes() == first)
    #expect(try await folder.store(keys).status()?.key == .file)
  }

  private func expectUnreachable(
    _ keys: KeyPlaces,
    _ reason: String,
    _ remedy: String,
    _ place: SourceLocation = #_sourceLocation
  ) async throws {
    let (bytes, keyNames) = (folder.bytes(), folder.keyNames)
    let read = await #expect(throws: StoreError.self, sourceLocation: place) { try await folder.store(keys).get(key) }
    let written = await #expect(throws: StoreError.self, sourceLocation: place) {
      try await folder.store(keys).put([9], for: key, owner: "m", if: .always)
    }
    let moved = await #expect(throws: StoreError.self, sourceLocation: place) {
      try await folder.store(keys).prepare(movingKeyTo: .file)
    }
    for error in [read, written, moved] {
      #expect(error?.kind == .keyUnreachable, sourceLocation: place)
      #expect(error?.message.contains(reason) == true, sourceLocation: place)
      #expect(error?.message.contains(remedy) == true, sourceLocation: place)
      #expect(error?.message.contains(folder.file) == true, sourceLocation: place)
    }
    #expect(folder.bytes() == bytes, sourceLocation: place)
    #expect(folder.keyNames == keyNames, sourceLocation: place)
  }
}
