import TestSupport
import Testing

@testable import Store

/// Keys in a file, which rotate without a restart.
struct KeyRingFileTests {
  private let folder: TestSupport.TemporaryFolder
  private let key = StoreKey("link", "a")
  private let one = String(repeating: "1f", count: 32)
  private let two = String(repeating: "2E", count: 32)

  init() throws { folder = try TestSupport.TemporaryFolder() }

  private func write(_ text: String) throws -> String { try folder.write("keys", text) }

  @Test func `the first key seals and all open, as the file says now`() async throws {
    let rows = MemoryStore()
    let file = try write("# rotated in spring\n\n k1  \(one) \r\n")
    let ring = KeyRingFile(file)
    let store = SealingStore(rows, ring)
    _ = try await store.put([7], for: key, owner: "m", if: .absent)
    #expect(try await rows.get(key)?.bytes.starts(with: Array("1 k1 ".utf8)) == true)
    _ = try write("k2 \(two)\nk1 \(one)\n")
    #expect(try await store.get(key)?.bytes == [7])
    _ = try await store.put([8], for: key, owner: "m", if: .always)
    #expect(try await rows.get(key)?.bytes.starts(with: Array("1 k2 ".utf8)) == true)
    // Another replica that has not heard of the new key yet says which one is missing.
    _ = try write("k1 \(one)\n")
    let error = await #expect(throws: StoreError.self) { try await store.get(key) }
    #expect(error?.kind == .keyUnreachable)
    #expect(error?.message.contains("key k2") == true)
  }

  @Test(arguments: [
    ("", "there is no key"), ("# nothing\n", "there is no key"), ("k1\n", ":1: expected ID KEY"),
    ("\nk1 12345\n", ":2: expected ID KEY"), ("k1 KEY\nk1 KEY\n", ":2: another key"), ("k/1 KEY\n", ":1: expected"),
    ("k1 KEY more\n", ":1: expected"), ("k1 KEYff\n", ":1: expected"),
  ])
  func `a faulty file is refused by its line, without its keys`(_ text: String, _ words: String) throws {
    let file = try write(text.replacing("KEY", with: one))
    let error = try #require(throws: StoreError.self) { try KeyRingFile(file).check() }
    #expect(error.message.contains(words))
    #expect(!error.message.contains(one))
  }

  @Test func `a missing file is refused, and used when it is there`() throws {
    let ring = KeyRingFile("\(folder.path)/keys")
    #expect(throws: StoreError.self) { try ring.check() }
    _ = try write("k1 \(one)\n")
    try ring.check()
  }
}
