import Calls
import Crypto
import JSON
import Synchronization

/// All approvals of this process, by id and by call, bounded in number and size.
final class PendingApprovals: Sendable {
  /// Identity of a call: two calls with equal keys share one approval.
  struct Key: Hashable {
    let tool: String
    /// Digest of the canonical arguments: independent of how a client writes them, and the arguments are not kept
    /// twice.
    let arguments: SHA256.Digest
    let caller: String

    init(_ request: ApprovalRequest, caller: String) {
      tool = request.tool
      arguments = SHA256.hash(data: JSONValue.object(request.arguments).canonical)
      self.caller = caller
    }

    /// The key of the page on which a person signs in, the same for all calls that lack the same session.
    init(signIn offer: SignInOffer, caller: String) {
      // No tool has a name with a space.
      tool = "sign in"
      arguments = SHA256.hash(data: Array("\(offer.command)\n\(offer.api)".utf8))
      self.caller = caller
    }
  }

  /// Upper limits on the approvals that exist at once: their number, and their size in bytes.
  struct Bounds: Sendable {
    var count: Int
    var bytes: Int
  }

  /// Reasons why no further approval fits.
  enum Fullness: Error {
    case tooLarge, ofParty, inAll
  }

  private struct Storage {
    var byKey: [Key: PendingApproval] = [:]
    var byID: [String: Key] = [:]
  }

  private let storage = Mutex(Storage())
  private let inAll: Bounds
  private let ofParty: Bounds

  init(inAll: Bounds, ofParty: Bounds) { (self.inAll, self.ofParty) = (inAll, ofParty) }

  var isEmpty: Bool { storage.withLock { $0.byKey.isEmpty } }

  /// The approval with an id, including one that ended a while ago.
  subscript(id: String) -> PendingApproval? {
    storage.withLock { storage in storage.byID[id].flatMap { storage.byKey[$0] } }
  }

  /// The approval of a call; `nil` if there is none or its lifetime is over.
  subscript(key: Key) -> PendingApproval? { storage.withLock { $0.byKey[key] }.flatMap { $0.isOver ? nil : $0 } }

  /// All of them.
  var all: [PendingApproval] { storage.withLock { Array($0.byKey.values) } }

  /// Removes one, so that its call asks anew.
  func remove(_ approval: PendingApproval) {
    storage.withLock { storage in
      guard let key = storage.byID[approval.id] else { return }
      Self.remove(key, approval, from: &storage)
    }
  }

  /// Checks that an approval would fit, if necessary by dropping pages that nobody has opened.
  func checkRoom(for size: Int, of party: String) throws(Fullness) {
    let approvals = storage.withLock { Array($0.byKey.values) }
    _ = try leaving(from: approvals, for: size, of: party)
  }

  /// Returns the approval of a call, or makes one if there is none or its lifetime is over.
  ///
  /// - Throws: ``Fullness`` if it does not fit even after the oldest unopened pages are dropped.
  func approval(
    _ key: Key,
    orMaking make: () -> PendingApproval
  ) throws(Fullness) -> (approval: PendingApproval, isNew: Bool) {
    var displaced: [PendingApproval] = []
    var former: PendingApproval?
    let result: Result<(PendingApproval, Bool), Fullness> = storage.withLock { storage in
      if let approval = storage.byKey[key], !approval.isOver { return .success((approval, false)) }
      former = storage.byKey[key]
      if let former { Self.remove(key, former, from: &storage) }
      let approval = make()
      do throws(Fullness) {
        let others = Array(storage.byKey.values)
        for unopened in try leaving(from: others, for: approval.size, of: approval.party) {
          // A page that is opened at this moment stays, and the limit is exceeded by one for a while.
          guard unopened.makeRoom(), let key = storage.byID[unopened.id] else { continue }
          Self.remove(key, unopened, from: &storage)
          displaced.append(unopened)
        }
      } catch { return .failure(error) }
      storage.byKey[key] = approval
      storage.byID[approval.id] = key
      return .success((approval, true))
    }
    // Recorded outside the lock, which every call needs.
    former?.lapse()
    for approval in displaced { approval.sayThatRoomWasMade() }
    return try result.get()
  }

  /// Selects the approvals to drop for a new one: the oldest unopened ones, of the same party while that party exceeds
  /// its own limit.
  private func leaving(
    from approvals: [PendingApproval],
    for size: Int,
    of party: String
  ) throws(Fullness) -> [PendingApproval] {
    guard size <= min(ofParty.bytes, inAll.bytes) else { throw .tooLarge }
    var leaving: [PendingApproval] = []
    let unopened = approvals.filter(\.isUnopened).sorted { $0.start < $1.start }
    var all = Bounds(count: approvals.count + 1, bytes: approvals.reduce(size) { $0 + $1.size })
    let own = approvals.filter { $0.party == party }
    var owned = Bounds(count: own.count + 1, bytes: own.reduce(size) { $0 + $1.size })
    for approval in unopened where approval.party == party && owned.exceeds(ofParty) {
      owned.take(approval)
      all.take(approval)
      leaving.append(approval)
    }
    guard !owned.exceeds(ofParty) else { throw .ofParty }
    let stays = Set(leaving.map(\.id))
    for approval in unopened where all.exceeds(inAll) && !stays.contains(approval.id) {
      all.take(approval)
      leaving.append(approval)
    }
    guard !all.exceeds(inAll) else { throw .inAll }
    return leaving
  }

  private static func remove(_ key: Key, _ approval: PendingApproval, from storage: inout Storage) {
    storage.byKey[key] = nil
    storage.byID[approval.id] = nil
  }

  /// Releases all calls that wait for a person.
  func stopWaiting() { for approval in storage.withLock({ Array($0.byKey.values) }) { approval.stopWaiting() } }

  /// Removes approvals whose lifetime is over.
  func removeEnded() {
    let ended = storage.withLock { storage in
      let ended = storage.byKey.filter { $0.value.isOver }
      for (key, approval) in ended { Self.remove(key, approval, from: &storage) }
      return ended.values
    }
    for approval in ended { approval.lapse() }
  }
}

extension PendingApprovals.Bounds {
  fileprivate func exceeds(_ other: Self) -> Bool { count > other.count || bytes > other.bytes }

  fileprivate mutating func take(_ approval: PendingApproval) {
    count -= 1
    bytes -= approval.size
  }
}
