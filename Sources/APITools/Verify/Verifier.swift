import HTTPTypes
import JSON
import MCP
import OpenAPI

/// The verifier of an operation (`x-mcp.verify`): lists the items that it creates.
struct Verifier: Sendable {
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
  /// The age up to which an item may come from an attempt whose outcome nobody learned, in seconds.
  private static let recency = 600

  /// Lists the items.
  ///
  /// - Returns: `nil` if the response cannot be understood.
  /// - Throws: A failure if the backend does not serve this caller, or not now; it would reject the call as well.
  func items(
    with credentials: CallCredentials,
    _ purpose: AuditedCall.Purpose,
    _ audited: AuditedCall?
  ) async throws(CallFailure) -> ItemList? {
    let presented = try list.presented(credentials)
    let (request, body) = try list.request([:], presenting: presented)
    let answer = try await list.send(request, body, presenting: presented, for: purpose, audited)
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

  /// Revokes an item for a caller, with or without a person's approval; its description is redacted by the scrubber.
  func revocation(
    of item: JSONValue,
    for caller: CallerCredential?,
    without scrubber: Scrubber,
    isApproved: Bool = true,
    _ audited: AuditedCall?
  ) -> Revocation? {
    guard let removal, let arguments = removal.arguments(for: item) else { return nil }
    let subject = rule.description(of: scrubber.scrub(item))
    return Revocation(subject: subject) {
      await removal.remove(arguments, for: caller, isApproved: isApproved, audited)
    }
  }
}
