import JSON

extension State {
  /// Records an event of a key.
  mutating func record(
    _ event: AuditEntry.Event,
    _ key: APIKey,
    reason: AuditEntry.Reason? = nil,
    _ request: SandboxRequest,
    at now: Timestamp
  ) {
    audit.append(
      AuditEntry(
        id: uuid(),
        keyID: key.id,
        account: key.account,
        event: event,
        reason: reason,
        key: event == .revoked ? nil : (key.name, key.mode),
        method: request.method,
        path: request.path,
        createdAt: now
      )
    )
  }

  /// Lists the events of the account's keys, newest first, one page at a time.
  func listAudit(of account: Account?, _ request: SandboxRequest) throws(SandboxRefusal) -> SandboxResponse {
    guard !faults.databaseIsDown else { throw SandboxRefusal(500, "failed to retrieve api key audit") }
    let event = request.parameter("event") ?? ""
    let keyID = request.parameter("api_key_id") ?? ""
    let entries = audit.reversed().filter { entry in
      entry.account == account && (event.isEmpty || entry.event.rawValue == event)
        && (keyID.isEmpty || entry.keyID == keyID)
    }
    let page = Page(request, count: entries.count)
    return SandboxResponse(
      200,
      "api key audit retrieved successfully",
      data: ["audit": .array(entries[page.range].map(\.json)), "pagination": page.json]
    )
  }
}

/// A page of a longer list.
private struct Page {
  let number: Int
  let size: Int
  let count: Int

  /// The requested page; an invalid number means the first page, an invalid size means 20.
  init(_ request: SandboxRequest, count: Int) {
    number = request.parameter("page").flatMap { Int($0) }.flatMap { $0 >= 1 ? $0 : nil } ?? 1
    size = request.parameter("page_size").flatMap { Int($0) }.flatMap { 1...100 ~= $0 ? $0 : nil } ?? 20
    self.count = count
  }

  private var pageCount: Int { (count + size - 1) / size }

  /// The indices of the entries on the page; empty after the last page.
  var range: Range<Int> {
    guard number <= pageCount else { return count..<count }
    return (number - 1) * size..<min(number * size, count)
  }

  var json: JSONValue {
    var object: JSONObject = [
      "page": .number(JSONNumber(number)),
      "page_size": .number(JSONNumber(size)),
      "total_count": .number(JSONNumber(count)),
      "total_pages": .number(JSONNumber(pageCount)),
      "has_next": .bool(number < pageCount),
      "has_prev": .bool(number > 1),
    ]
    if number < pageCount { object.append("next_page", .number(JSONNumber(number + 1))) }
    if number > 1 { object.append("prev_page", .number(JSONNumber(number - 1))) }
    object.append("sort_by", "created_at")
    object.append("sort_direction", "desc")
    return .object(object)
  }
}
