import Testing

@testable import Store

/// Values that are sealed one by one, in rows that somebody else may see and move.
struct SealingStoreTests {
  private let rows = MemoryStore()
  private let old = SealingKey()
  private let key = StoreKey("grant", "a")

  @Test func `a row shows nothing of its value`() async throws {
    _ = try await SealingStore(rows, KeyRing(old)).put(Array("secret".utf8), for: key, owner: "m", if: .absent)
    let row = try #require(try await rows.get(key))
    #expect(!String(decoding: row.bytes, as: UTF8.self).contains("secret"))
    #expect(row.bytes.starts(with: "1 \(old.id) ".utf8))
  }

  @Test func `a value in another row, of another owner or kind, cannot be opened`() async throws {
    let store = SealingStore(rows, KeyRing(old))
    _ = try await store.put([1], for: key, owner: "m", if: .absent)
    let row = try #require(try await rows.get(key)).bytes
    for (other, owner) in [(key, "n"), (StoreKey("grant", "b"), "m"), (StoreKey("session", "a"), "m"), (key, "")] {
      _ = try await rows.put(row, for: other, owner: owner, if: .always)
      let error = await #expect(throws: StoreError.self) { try await store.get(other) }
      #expect(error?.kind == .damaged)
      await #expect(throws: StoreError.self) { try await store.takeOnce(other) }
      #expect(try await rows.get(other) != nil)
    }
    // Parts of one length in all, differently divided.
    _ = try await rows.put(row, for: StoreKey("gran", "ta"), owner: "m", if: .always)
    await #expect(throws: StoreError.self) { try await store.get(StoreKey("gran", "ta")) }
  }

  @Test func `an earlier key opens, the current one seals`() async throws {
    _ = try await SealingStore(rows, KeyRing(old)).put([1], for: key, owner: "m", if: .absent)
    let new = SealingKey()
    let store = SealingStore(rows, KeyRing(new, earlier: [old]))
    let value = try #require(try await store.get(key))
    #expect(value.bytes == [1])
    #expect(try await store.put([2], for: key, owner: "m", if: .version(value.version)) != nil)
    #expect(try await SealingStore(rows, KeyRing(new)).get(key)?.bytes == [2])
    let error = await #expect(throws: StoreError.self) { try await SealingStore(rows, KeyRing(old)).get(key) }
    #expect(error?.kind == .keyUnreachable)
  }

  @Test func `a changed, cut or later row is an error`() async throws {
    let store = SealingStore(rows, KeyRing(old))
    _ = try await store.put([1, 2, 3], for: key, owner: "m", if: .absent)
    let row = try #require(try await rows.get(key)).bytes
    for index in row.indices {
      var changed = row
      changed[index] ^= 1
      _ = try await rows.put(changed, for: key, owner: "m", if: .always)
      await #expect(throws: StoreError.self) { try await store.get(key) }
      _ = try await rows.put(Array(row.prefix(index)), for: key, owner: "m", if: .always)
      await #expect(throws: StoreError.self) { try await store.get(key) }
    }
  }
}
