import Synchronization

/// Caches results that are the same for every client, encoded once per version: lists and `server/discover`.
final class EncodedResults: Sendable {
  struct Key: Hashable {
    let method: Method
    let version: ProtocolVersion
    /// The position of the page's first item.
    let offset: Int
    /// The levels whose tools are listed; `nil` for all.
    var listed: Set<AccessLevel>?
  }

  /// A result as JSON.
  struct Result {
    let bytes: [UInt8]
    /// The position behind the page's last item.
    var end = 0
  }

  private let results = Mutex<[Key: Result]>([:])

  /// Returns the result of a key, encoding it on first use.
  func result(_ key: Key, make: () -> Result) -> Result {
    if let result = results.withLock({ $0[key] }) { return result }
    let result = make()
    results.withLock { $0[key] = result }
    return result
  }
}
