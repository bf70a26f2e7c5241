import HTTPTypes
import JSON
import MCP
package import OpenAPI
import Operations
import Redaction
import TextCoding

/// The verifier of an operation (`x-mcp.verify`): lists the items that it creates.
package struct Verifier: Sendable {
  let rule: OperationExtension.Verification
  /// Requests the list of items.
  let list: OperationRequest
  let pagination: Pagination
  /// Revokes an item; `nil` if the document does not declare how.
  let removal: ItemRemoval?
  /// The sentence for a call beyond the limit on items.
  let limitWords: String
  /// The clock, in seconds after 1970 began.
  let now: @Sendable () -> Int
  /// The clock that measures the duration of calls.
  let instant: @Sendable () -> ContinuousClock.Instant
  /// The longest search for the outcome of a call for which a client waits.
  let patience: Duration

  /// Makes one of its parts.
  package init(
    rule: OperationExtension.Verification,
    list: OperationRequest,
    pagination: Pagination,
    removal: ItemRemoval? = nil,
    limitWords: String,
    now: @escaping @Sendable () -> Int,
    instant: @escaping @Sendable () -> ContinuousClock.Instant,
    patience: Duration
  ) {
    self.rule = rule
    self.list = list
    self.pagination = pagination
    self.removal = removal
    self.limitWords = limitWords
    self.now = now
    self.instant = instant
    self.patience = patience
  }

  /// The age up to which an item may come from an attempt whose outcome nobody learned, in seconds.
  private static let recency = 600

  /// Lists the items.
  ///
  /// - Returns: `nil` if the response cannot be understood.
  /// - Throws: A failure if the backend does not serve this caller, or not now; it would reject the call as well.
  func items(
    for call: Call,
    _ purpose: AuditedCall.Purpose
  ) async throws(CallFailure) -> ItemList? {
    let presented = try await list.presented(call.credentials)
    let (request, body) = try list.request([:])
    let answer = try await list.send(request, body, presenting: presented, for: purpose, of: call).response
    guard 200..<300 ~= answer.status else { throw CallFailure(list.sentences.sentence(status: answer.status)) }
    let text = MediaTypeName(answer.fields[.contentType] ?? "").text(answer.body)
    guard let value = text.flatMap({ try? JSONParser.parse(Array($0.utf8)) }), let items = value[rule.items]?.array
    else { return nil }
    return ItemList(
      items: items,
      isComplete: pagination.note(answer.fields, value) == nil,
      time: answer.fields[.date].flatMap(UTCTime.ofAnswer)
    )
  }

  /// Rejects a call that would create more items than are allowed.
  func checkLimit(_ list: ItemList) throws(CallFailure) {
    guard let limit = rule.limit, list.count(withoutEnded: limit.endedBy, at: now()) >= limit.maximum else { return }
    throw CallFailure(limitWords)
  }

  /// The items created a short while ago that match a call with these arguments.
  func recent(in list: ItemList, like arguments: JSONObject) -> [JSONValue] {
    list.recent(rule, like: arguments, within: Self.recency, at: now())
  }

  /// A notice of such items, for the person and the model before another one is created.
  func notice(_ items: [JSONValue], without scrubber: Scrubber) -> String? {
    guard !items.isEmpty else { return nil }
    let what = items.map { rule.description(of: scrubber.scrub($0)) }.joined(separator: "; ")
    return
      "There is already one like it from the last \(Self.recency / 60) minutes, perhaps of an earlier attempt: \(what)."
  }

  /// The revocation of the item that a call created; `nil` if the response does not tell, or nothing can revoke it.
  func revocation(of told: Told) -> Revocation? {
    guard let item = rule.made.flatMap({ told.value?[$0] }) else { return nil }
    return revocation(of: item, without: told.ledger.completeScrubber)
  }

  /// The revocation of an item; its description is redacted by the scrubber.
  func revocation(of item: JSONValue, without scrubber: Scrubber) -> Revocation? {
    guard let removal, let arguments = removal.arguments(for: item) else { return nil }
    return Revocation(
      subject: rule.description(of: scrubber.scrub(item)),
      operation: removal.request.name,
      arguments: arguments,
      hasSecretArguments: scrubber.scrub(.object(arguments)) != .object(arguments)
    )
  }
}
