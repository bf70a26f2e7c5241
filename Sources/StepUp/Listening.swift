import Synchronization

/// Whether the page is served, and where; whoever needs it has it served.
final class Listening: Sendable {
  private struct Storage {
    var origin: String?
    var lastUse: ContinuousClock.Instant?
    var waiting: [CheckedContinuation<String?, Never>] = []
  }

  private let storage = Mutex(Storage())
  /// Has an element when the page is needed and not served.
  let wanted: AsyncStream<Void>
  private let want: AsyncStream<Void>.Continuation

  init() { (wanted, want) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  /// What stands before the path of the page in its URL, once it is served; `nil` if it cannot be.
  func origin(at time: ContinuousClock.Instant) async -> String? {
    await withCheckedContinuation { continuation in
      let origin: String? = storage.withLock { storage in
        storage.lastUse = time
        if storage.origin == nil { storage.waiting.append(continuation) }
        return storage.origin
      }
      if let origin { continuation.resume(returning: origin) } else { want.yield() }
    }
  }

  /// Scheme and authority of where the page is served, both empty where it is not.
  var address: (scheme: String, authority: String) {
    let parts = (storage.withLock { $0.origin } ?? "").split(separator: "/", maxSplits: 2)
    return parts.count < 2 ? ("", "") : (String(parts[0].dropLast()), String(parts[1]))
  }

  /// The page is served, or cannot be.
  func begin(_ origin: String?) {
    let waiting = storage.withLock { storage in
      storage.origin = origin
      defer { storage.waiting = [] }
      return storage.waiting
    }
    for continuation in waiting { continuation.resume(returning: origin) }
  }

  /// Ends the serving if nobody has needed it since a time.
  ///
  /// - Returns: Whether it is to end; whoever needs the page from now on has it served anew.
  func end(unlessUsedSince time: ContinuousClock.Instant) -> Bool {
    storage.withLock { storage in
      if let lastUse = storage.lastUse, lastUse > time { return false }
      storage.origin = nil
      return true
    }
  }
}
