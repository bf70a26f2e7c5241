package import JSONRPC
package import MCP
import Synchronization
import TextCoding

/// Keeps responses that were too large for a result, so that clients can read them as resources for a while.
///
/// The URI of a response gives access to it, and cannot be guessed; where callers are known, only to the one whose response
/// it is.
package final class ResultStore: Sendable {
  /// Limits on the size of the store and on the age of its entries.
  package struct Limits: Sendable {
    /// The most bytes of all responses together; those not read for longest are removed first.
    package var bytes = 32 << 20
    /// The time after which an unread response is removed.
    package var lifetime = Duration.seconds(600)

    /// Makes the default limits.
    package init() {}
  }

  struct Entry: Sendable {
    let bytes: [UInt8]
    let mimeType: String
    /// Whether the bytes are UTF-8.
    let isText: Bool
    /// The key of the caller who alone may read it; empty for whoever has the URI.
    fileprivate let owner: String
    fileprivate let end: ContinuousClock.Instant
    fileprivate var lastUse: Int
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var size = 0
    /// The number of uses so far, by which uses are put in order.
    var uses = 0

    mutating func remove(_ id: String) {
      if let entry = entries.removeValue(forKey: id) { size -= entry.bytes.count }
    }
  }

  let limits: Limits
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state = Mutex(State())
  private static let scheme = "results://"

  /// Makes an empty store.
  ///
  /// - Parameters:
  ///   - limits: The limits on size and age.
  ///   - now: The clock, which tests replace.
  package init(
    limits: Limits = Limits(),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.limits = limits
    self.now = now
  }

  /// Stores a response.
  ///
  /// - Returns: The URI of the response; `nil` if it is larger than the whole store.
  func keep(_ bytes: [UInt8], mimeType: String, isText: Bool, for owner: String = "") -> String? {
    guard bytes.count <= limits.bytes else { return nil }
    var generator = SystemRandomNumberGenerator()
    let id = String(generator.next(), radix: 36) + String(generator.next(), radix: 36)
    let time = now()
    state.withLock { state in
      for (id, entry) in state.entries where entry.end <= time { state.remove(id) }
      if state.size + bytes.count > limits.bytes {
        for oldest in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
          guard state.size + bytes.count > limits.bytes else { break }
          state.remove(oldest.key)
        }
      }
      state.uses += 1
      state.entries[id] = Entry(
        bytes: bytes,
        mimeType: mimeType,
        isText: isText,
        owner: owner,
        end: time + limits.lifetime,
        lastUse: state.uses
      )
      state.size += bytes.count
    }
    return Self.scheme + id
  }

  /// The response with an id, for a caller; `nil` if it is no longer stored, or another's.
  func entry(_ id: String, for caller: String = "") -> Entry? {
    let time = now()
    return state.withLock { state in
      guard let entry = state.entries[id], entry.owner == caller else { return nil }
      guard entry.end > time else {
        state.remove(id)
        return nil
      }
      state.uses += 1
      state.entries[id]?.lastUse = state.uses
      return entry
    }
  }

  /// The URI template under which clients read the stored responses.
  package var template: ResourceTemplate? {
    URITemplate("\(Self.scheme){id}").map { template in
      ResourceTemplate(
        uriTemplate: template,
        name: "result",
        title: "Large answer",
        description: "The whole of an answer that was too large for the result of its tool, which tells the id.",
        handler: self
      )
    }
  }
}

extension ResultStore: ResourceHandler {
  /// Reads a stored result, or a range of it.
  package func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    guard let entry = variables["id"].flatMap({ entry($0, for: context.principal.key) }) else { return nil }
    let body: ResourceContents.Body =
      entry.isText ? .text(String(decoding: entry.bytes, as: UTF8.self)) : .blob(Base64.text(entry.bytes))
    return .complete([ResourceContents(uri: uri, mimeType: entry.mimeType, body)])
  }
}
