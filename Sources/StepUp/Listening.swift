import Synchronization

/// Tracks where the page is served, and starts the listener on demand.
final class Listening: Sendable {
  private struct Storage {
    var origin: String?
    var lastUse: ContinuousClock.Instant?
    var waiting: [CheckedContinuation<String?, Never>] = []
  }

  private let storage = Mutex(Storage())
  /// Yields an element when the page is needed but not served.
  let wanted: AsyncStream<Void>
  private let want: AsyncStream<Void>.Continuation

  init() { (wanted, want) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  /// Waits until the page is served and returns its origin, such as `http://127.0.0.1:4000`; `nil` if it cannot be
  /// served.
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

  /// Scheme and authority of the page's origin; both empty while it is not served.
  var address: (scheme: String, authority: String) {
    let parts = (storage.withLock { $0.origin } ?? "").split(separator: "/", maxSplits: 2)
    return parts.count < 2 ? ("", "") : (String(parts[0].dropLast()), String(parts[1]))
  }

  /// Publishes the origin of the page, or `nil` if it cannot be served, to all who wait for it.
  func begin(_ origin: String?) {
    let waiting = storage.withLock { storage in
      storage.origin = origin
      defer { storage.waiting = [] }
      return storage.waiting
    }
    for continuation in waiting { continuation.resume(returning: origin) }
  }

  /// Marks the page as not served if nobody has needed it since a given time.
  ///
  /// - Returns: Whether the listener is to stop; the next need of the page starts a new one.
  func end(unlessUsedSince time: ContinuousClock.Instant) -> Bool {
    storage.withLock { storage in
      if let lastUse = storage.lastUse, lastUse > time { return false }
      storage.origin = nil
      return true
    }
  }
}
