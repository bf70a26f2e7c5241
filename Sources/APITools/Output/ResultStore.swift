package import JSONRPC
package import MCP
import Synchronization

/// Keeps answers that were too large to be given whole, for a while, so that they can be read as resources.
///
/// Whoever has the address of one may read it: it cannot be guessed.
package final class ResultStore: Sendable {
  /// How much is kept, and for how long.
  package struct Limits: Sendable {
    /// The bytes of all answers together; those that were not read for longest go first.
    package var bytes = 32 << 20
    package var lifetime = Duration.seconds(600)

    package init() {}
  }

  struct Entry: Sendable {
    let bytes: [UInt8]
    let mimeType: String
    /// Whether the bytes are UTF-8.
    let isText: Bool
    fileprivate let end: ContinuousClock.Instant
    fileprivate var lastUse: Int
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var size = 0
    /// How many times anything was used: tells which use was later.
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
  ///   - limits: How much is kept.
  ///   - now: The time, which need not be that of the clock.
  package init(
    limits: Limits = Limits(),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.limits = limits
    self.now = now
  }

  /// Keeps an answer.
  ///
  /// - Returns: The URI under which it can be read; `nil` if it is larger than all that is kept.
  func keep(_ bytes: [UInt8], mimeType: String, isText: Bool) -> String? {
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
        end: time + limits.lifetime,
        lastUse: state.uses
      )
      state.size += bytes.count
    }
    return Self.scheme + id
  }

  /// The answer of an id, if it is still there.
  func entry(_ id: String) -> Entry? {
    let time = now()
    return state.withLock { state in
      guard let entry = state.entries[id] else { return nil }
      guard entry.end > time else {
        state.remove(id)
        return nil
      }
      state.uses += 1
      state.entries[id]?.lastUse = state.uses
      return entry
    }
  }

  /// What makes the answers readable.
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
  package func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    guard let entry = variables["id"].flatMap(entry) else { return nil }
    let body: ResourceContents.Body =
      entry.isText ? .text(String(decoding: entry.bytes, as: UTF8.self)) : .blob(Base64.text(entry.bytes))
    return .complete([ResourceContents(uri: uri, mimeType: entry.mimeType, body)])
  }
}
