import Calls
import Crypto
import JSON
import MCP
import Store
import TextCoding

/// The rows of approvals in a store that replicas share.
struct ApprovalRows: Sendable {
  /// The most times that a change is tried anew because others wrote at the same moment.
  private static let maximumTries = 100
  private static let namespace = "approval"
  /// The ids of approvals, by call.
  private static let ofCalls = "approval-of"
  /// The callers' own credentials, by the ids of approvals.
  private static let credentials = "approval-credential"

  let store: any Store
  /// The UTC time in seconds.
  let now: @Sendable () -> Int

  /// The row of an id; `nil` if there is none.
  func row(_ id: String) async throws(StoreError) -> ApprovalRow? { try await read(id)?.row }

  /// The row of a call that is not over; `nil` if there is none.
  func row(of call: PendingApprovals.Key) async throws(StoreError) -> ApprovalRow? {
    guard let id = try await store.get(Self.key(of: call)) else { return nil }
    guard let row = try await row(String(decoding: id.bytes, as: UTF8.self)), !row.isOver(at: now()) else { return nil }
    return row
  }

  /// The request of a row as it can be made, with the caller's own credential; `nil` if that is gone: the call must not
  /// use another.
  func request(of row: ApprovalRow) async throws(StoreError) -> ApprovalRequest? {
    guard row.keepsCredential else { return row.request }
    guard let kept = try await store.get(Self.credential(row.id)) else { return nil }
    var request = row.request
    request.call.credential = CallerCredential(String(decoding: kept.bytes, as: UTF8.self))
    return request
  }

  /// Stores the row of a new approval, unless its call has one already.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - credential: The caller's own credential, which is absent from the second in which nobody can decide any more.
  ///   - call: The call; `nil` if it shares no approval.
  ///   - party: The party under whose limits it counts.
  /// - Returns: The row that counts, and whether it is the new one.
  /// - Throws: If the store cannot be used, or has no room for it.
  func add(
    _ row: ApprovalRow,
    with credential: CallerCredential?,
    for call: PendingApprovals.Key?,
    of party: String
  ) async throws(StoreError) -> (row: ApprovalRow, isNew: Bool) {
    let owner = Self.owner(party)
    for _ in 0..<Self.maximumTries {
      let place = call.map(Self.key(of:))
      var condition = StoreCondition.absent
      if let place, let id = try await store.get(place) {
        let other = try await self.row(String(decoding: id.bytes, as: UTF8.self))
        if let other, !other.isOver(at: now()) { return (other, false) }
        condition = .version(id.version)
      }
      // First what the row needs, then the row, then the way to it: whoever finds the way finds the row.
      if let credential {
        let (bytes, place) = (Array(credential.secret.utf8), Self.credential(row.id))
        _ = try await store.put(bytes, for: place, owner: owner, expires: row.asked + row.lifetime, if: .always)
      }
      _ = try await put(row, owner: owner, if: .always)
      guard let place else { return (row, true) }
      // Longer than the row: a call takes its time, and its outcome is told for as long again.
      let end = row.end + 2 * row.lifetime
      if try await store.put(Array(row.id.utf8), for: place, owner: owner, expires: end, if: condition) != nil {
        return (row, true)
      }
      try await store.remove(Self.key(row.id))
      if row.keepsCredential { try await store.remove(Self.credential(row.id)) }
    }
    throw Self.busy
  }

  /// Changes a row, again and again if others do so meanwhile.
  ///
  /// - Parameters:
  ///   - id: The id of the approval.
  ///   - change: The change; it returns whether it is one.
  /// - Returns: The row after that, and whether this has changed it; `nil` if there is none.
  /// - Throws: If the store cannot be used.
  func change(
    _ id: String,
    _ change: (inout ApprovalRow) -> Bool
  ) async throws(StoreError) -> (row: ApprovalRow, isChanged: Bool)? {
    for _ in 0..<Self.maximumTries {
      guard let (row, owner, version) = try await read(id) else { return nil }
      var changed = row
      guard change(&changed) else { return (row, false) }
      guard try await put(changed, owner: owner, if: .version(version)) != nil else { continue }
      // Should it fail, the credential ends by its own time.
      if row.keepsCredential, !changed.keepsCredential { try? await store.remove(Self.credential(id)) }
      return (changed, true)
    }
    throw Self.busy
  }

  /// The ids under which rows of a party are stored, which ``row(stored:)`` reads.
  func stored(of party: String) async throws(StoreError) -> [StoreKey] {
    try await store.list(owner: Self.owner(party), in: Self.namespace)
  }

  /// The row at a place; `nil` if there is none any more.
  func row(stored place: StoreKey) async throws(StoreError) -> ApprovalRow? {
    try await store.get(place).flatMap(Self.row)
  }

  private func read(_ id: String) async throws(StoreError) -> (row: ApprovalRow, owner: String, version: StoreVersion)?
  {
    guard let value = try await store.get(Self.key(id)), let row = Self.row(value), row.id == id else { return nil }
    return (row, value.owner, value.version)
  }

  private func put(
    _ row: ApprovalRow,
    owner: String,
    if condition: StoreCondition
  ) async throws(StoreError)
    -> StoreVersion?
  { try await store.put(row.json.json, for: Self.key(row.id), owner: owner, expires: row.expires, if: condition) }

  private static func row(_ value: StoredValue) -> ApprovalRow? {
    (try? JSONParser.parse(value.bytes)).flatMap(ApprovalRow.init)
  }

  // Names and owners are not sealed: whoever reads them must not learn the links of pages, or who is asked.

  private static func key(_ id: String) -> StoreKey { StoreKey(namespace, digest(id)) }

  private static func credential(_ id: String) -> StoreKey { StoreKey(credentials, digest(id)) }

  private static func key(of call: PendingApprovals.Key) -> StoreKey {
    let parts: [JSONValue] = [.string(call.tool), .string(call.arguments.hexadecimal), .string(call.caller)]
    return StoreKey(ofCalls, digest(JSONValue.array(parts).description))
  }

  private static func owner(_ party: String) -> String { digest(party) }

  private static func digest(_ text: String) -> String { SHA256.hash(data: Array(text.utf8)).hexadecimal }

  private static let busy = StoreError(.busy, "too many others write at the same moment. Try again in 1 s.")
}
