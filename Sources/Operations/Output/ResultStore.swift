package import JSONRPC
package import MCP
import Synchronization
import TextCoding

/// Keeps responses that were too large for a result, so that clients can read them as resources for a while.
///
/// The URI of a response gives access to it, and cannot be guessed; where callers are known, only to the one whose response
/// it is. Responses are in memory, or in an archive that replicas share.
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

  /// The place of a response, or the reason why it has none.
  enum Place: Hashable {
    case uri(String)
    /// It is larger than what is kept.
    case noRoom
    /// The archive is out of reach.
    case notNow
  }

  private struct Entry {
    let result: KeptResult
    /// The key of the caller who alone may read it; empty for whoever has the URI.
    let owner: String
    let end: ContinuousClock.Instant
    var lastUse: Int
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var size = 0
    /// The number of uses so far, by which uses are put in order.
    var uses = 0

    mutating func remove(_ id: String) {
      if let entry = entries.removeValue(forKey: id) { size -= entry.result.bytes.count }
    }
  }

  let limits: Limits
  private let archive: (any ResultArchive)?
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state = Mutex(State())
  private static let scheme = "results://"

  /// Makes an empty store.
  ///
  /// - Parameters:
  ///   - limits: The limits on size and age; in an archive, only on age.
  ///   - archive: The archive that replicas share; `nil` to keep responses in memory.
  ///   - now: The clock, which tests replace.
  package init(
    limits: Limits = Limits(),
    archive: (any ResultArchive)? = nil,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.limits = limits
    self.archive = archive
    self.now = now
  }

  /// Stores a response where its caller can read it.
  func place(_ result: KeptResult, for owner: String) async -> Place {
    guard let archive else {
      let uri = keep(result.bytes, mimeType: result.mimeType, isText: result.isText, for: owner)
      return uri.map { .uri($0) } ?? .noRoom
    }
    do throws(ResultArchiveError) {
      let id = try await archive.keep(result, lifetime: Int(limits.lifetime.components.seconds), for: owner)
      return id.map { .uri(Self.scheme + $0) } ?? .noRoom
    } catch { return .notNow }
  }

  /// Stores a response in memory.
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
        result: KeptResult(bytes: bytes, mimeType: mimeType, isText: isText),
        owner: owner,
        end: time + limits.lifetime,
        lastUse: state.uses
      )
      state.size += bytes.count
    }
    return Self.scheme + id
  }

  /// The response with an id in memory, for a caller; `nil` if it is no longer stored, or another's.
  func entry(_ id: String, for caller: String = "") -> KeptResult? {
    let time = now()
    return state.withLock { state in
      guard let entry = state.entries[id], entry.owner == caller else { return nil }
      guard entry.end > time else {
        state.remove(id)
        return nil
      }
      state.uses += 1
      state.entries[id]?.lastUse = state.uses
      return entry.result
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
    guard let id = variables["id"], let result = try await result(id, for: context.principal.key) else { return nil }
    let body: ResourceContents.Body =
      result.isText ? .text(String(decoding: result.bytes, as: UTF8.self)) : .blob(Base64.text(result.bytes))
    return .complete([ResourceContents(uri: uri, mimeType: result.mimeType, body)])
  }

  private func result(_ id: String, for caller: String) async throws(JSONRPCError) -> KeptResult? {
    guard let archive else { return entry(id, for: caller) }
    do throws(ResultArchiveError) { return try await archive.result(id, for: caller) } catch {
      throw .internalError("The result cannot be read now: \(error.message)")
    }
  }
}
