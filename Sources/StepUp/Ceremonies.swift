import APITools
import JSON
import Synchronization

/// The ceremonies of this process, by their ids and by what they are about.
final class Ceremonies: Sendable {
  /// Which calls are the same: one of them is asked for once.
  struct Key: Hashable {
    let tool: String
    /// Canonical, so that it does not matter how a client writes them.
    let arguments: [UInt8]
    let caller: String

    init(_ request: ApprovalRequest, caller: String) {
      tool = request.tool
      arguments = JSONValue.object(request.arguments).canonical
      self.caller = caller
    }
  }

  private struct Storage {
    var byKey: [Key: Ceremony] = [:]
    var byID: [String: Key] = [:]
  }

  private let storage = Mutex(Storage())

  init() {}

  var isEmpty: Bool { count == 0 }
  var count: Int { storage.withLock { $0.byKey.count } }

  /// How many are of a caller.
  func count(of caller: String) -> Int { storage.withLock { $0.byKey.keys.count { $0.caller == caller } } }

  /// The ceremony of an id, also one that has ended a while ago.
  subscript(id: String) -> Ceremony? { storage.withLock { storage in storage.byID[id].flatMap { storage.byKey[$0] } } }

  /// The ceremony of a call, unless its time is over.
  subscript(key: Key) -> Ceremony? { storage.withLock { $0.byKey[key] }.flatMap { $0.isOver ? nil : $0 } }

  /// The ceremony of a call, or a new one if there is none or its time is over.
  func ceremony(
    _ key: Key,
    orMaking make: () -> Ceremony
  ) -> (ceremony: Ceremony, isNew: Bool) {
    storage.withLock { storage in
      if let ceremony = storage.byKey[key], !ceremony.isOver { return (ceremony, false) }
      if let former = storage.byKey[key] { storage.byID[former.id] = nil }
      let ceremony = make()
      storage.byKey[key] = ceremony
      storage.byID[ceremony.id] = key
      return (ceremony, true)
    }
  }

  /// Wakes the calls that wait for people, to see whether they still should.
  func wakeWaiting() { for ceremony in storage.withLock({ Array($0.byKey.values) }) { ceremony.wakeWaiting() } }

  /// Forgets those whose time is over.
  func removeEnded() {
    storage.withLock { storage in
      for (key, ceremony) in storage.byKey where ceremony.isOver {
        storage.byKey[key] = nil
        storage.byID[ceremony.id] = nil
      }
    }
  }
}
