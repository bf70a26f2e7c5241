import Crypto
import Operations
import Store
import TextCoding

/// Responses that were too large for a result, in the store that replicas share.
///
/// A response is divided into parts, which are stored before the entry that leads to them. Its id begins with the time and
/// the number of parts, so that the list of a caller's entries alone says which go first when there are too many.
struct SharedResults: ResultArchive {
  /// The bounds, in parts.
  ///
  /// Replicas that store at the same moment may each exceed them by one response.
  struct Limits: Sendable {
    /// The bytes of a part: sealed, it stays below the largest value of a store.
    var bytesOfPart = 240 << 10
    /// The most parts of one caller, 15 MB, at most 255: the oldest of its responses make room.
    var ofOwner = 64
    /// The most parts of all callers, 240 MB, beyond which nothing is kept.
    var inAll = 1024
    /// The parts that count for one owner in the store, whose bound per owner is smaller.
    var ofStoreOwner = 16
  }

  private static let entries = "result"
  private static let parts = "result-part"
  private static let counts = "result-count"

  private let store: any Store
  private let limits: Limits
  private let now: @Sendable () -> Int

  /// Takes the store.
  ///
  /// - Parameters:
  ///   - store: The store, which seals what it keeps.
  ///   - limits: The bounds.
  ///   - now: The UTC time, in seconds after 1970 began.
  init(_ store: any Store, limits: Limits = Limits(), now: @escaping @Sendable () -> Int = { UTCTime.now() }) {
    self.store = store
    self.limits = limits
    self.now = now
  }

  func keep(
    _ result: KeptResult,
    lifetime: Int,
    for owner: String
  ) async throws(ResultArchiveError) -> String? {
    let count = (result.bytes.count + limits.bytesOfPart - 1) / limits.bytesOfPart
    guard count <= limits.ofOwner else { return nil }
    let id = ResultID(time: now(), parts: count)
    do throws(StoreError) {
      try await makeRoom(for: count, of: owner)
      guard try await take(count, at: id.time, lifetime) else { return nil }
      let end = id.time + lifetime
      for number in 0..<count {
        let first = number * limits.bytesOfPart
        let part = Array(result.bytes[first..<min(first + limits.bytesOfPart, result.bytes.count)])
        let (key, group) = place(of: number, id)
        _ = try await store.put(part, for: key, owner: group, expires: end, if: .always)
      }
      let head = Array("\(result.isText ? "text" : "bytes") \(result.mimeType)".utf8)
      _ = try await store.put(head, for: Self.key(id), owner: Self.owner(owner), expires: end, if: .always)
      return id.text
    } catch {
      if error.kind == .full || error.kind == .tooLarge { return nil }
      throw Self.failure(error)
    }
  }

  func result(_ id: String, for owner: String) async throws(ResultArchiveError) -> KeptResult? {
    guard let id = ResultID(id) else { return nil }
    do throws(StoreError) {
      guard let head = try await store.get(Self.key(id)), head.owner == Self.owner(owner) else { return nil }
      let fields = head.bytes.split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
      guard fields.count == 2 else { return nil }
      var bytes: [UInt8] = []
      for number in 0..<id.parts {
        // The whole goes at once; a part may be read when it has just gone.
        guard let part = try await store.get(place(of: number, id).key) else { return nil }
        bytes += part.bytes
      }
      let type = String(decoding: fields[1], as: UTF8.self)
      return KeptResult(bytes: bytes, mimeType: type, isText: fields[0].elementsEqual("text".utf8))
    } catch { throw Self.failure(error) }
  }

  /// Removes the oldest responses of a caller until a new one is within the bound.
  private func makeRoom(for count: Int, of owner: String) async throws(StoreError) {
    var kept = try await store.list(owner: Self.owner(owner), in: Self.entries).compactMap { ResultID($0.name) }
    kept.sort { $0.text < $1.text }
    var sum = kept.reduce(count) { $0 + $1.parts }
    for id in kept {
      guard sum > limits.ofOwner else { return }
      // Others may do the same: whoever takes the entry removes the rest.
      guard try await store.takeOnce(Self.key(id)) != nil else { continue }
      for number in 0..<id.parts { try await store.remove(place(of: number, id).key) }
      _ = try await add(-id.parts, at: id.time, Self.countsPeriod)
      sum -= id.parts
    }
  }

  /// Counts parts, unless there are too many in all.
  ///
  /// There is a count for each period of ten minutes: what an earlier one than the last has counted is over.
  private func take(_ count: Int, at time: Int, _ lifetime: Int) async throws(StoreError) -> Bool {
    let earlier = try await add(0, at: time - Self.countsPeriod, lifetime)
    guard try await add(count, at: time, lifetime) + earlier > limits.inAll else { return true }
    _ = try await add(-count, at: time, lifetime)
    return false
  }

  /// The seconds of a period of counts; the lifetime of responses is no longer.
  private static let countsPeriod = 600

  private func add(_ count: Int, at time: Int, _ lifetime: Int) async throws(StoreError) -> Int {
    let period = time / Self.countsPeriod
    let end = (period + 1) * Self.countsPeriod + lifetime
    return try await store.add(count, to: StoreKey(Self.counts, "\(period)"), expires: end)
  }

  private static func key(_ id: ResultID) -> StoreKey { StoreKey(entries, id.text) }

  private func place(of number: Int, _ id: ResultID) -> (key: StoreKey, group: String) {
    (StoreKey(Self.parts, "\(id.text)/\(number)"), "\(id.text)/\(number / limits.ofStoreOwner)")
  }

  /// The owner in the store: as long for all callers, and without their names.
  private static func owner(_ caller: String) -> String {
    "result \(SHA256.hash(data: Array(caller.utf8)).hexadecimal)"
  }

  private static func failure(_ error: StoreError) -> ResultArchiveError {
    switch error.kind {
    case .unreachable, .busy, .uncertain: ResultArchiveError("the database is out of reach. Try again in 5 s.")
    default: ResultArchiveError(error.message)
    }
  }
}
