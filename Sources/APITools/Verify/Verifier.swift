import HTTPTypes
import JSON
import MCP
import OpenAPI

/// Finds out what there is of what an operation makes, as its `x-mcp.verify` says.
struct Verifier: Sendable {
  let rule: OperationExtension.Verification
  /// Lists what there is.
  let list: OperationRequest
  let pagination: Pagination
  /// Takes one back; `nil` if nobody said how.
  let removal: ItemRemoval?
  /// What to say when no more are allowed.
  let limitWords: String
  /// Seconds after 1970 began.
  let now: @Sendable () -> Int
  /// The time by which the length of a call is measured.
  let instant: @Sendable () -> ContinuousClock.Instant
  /// How long it is looked for what came of a call that a client waits for.
  let patience: Duration
  /// What was made so many seconds ago may be of an attempt that nobody has heard of any more.
  private static let recency = 600

  /// Lists what there is.
  ///
  /// - Returns: `nil` if the answer cannot be understood.
  /// - Throws: That the backend does not answer such a caller, or not now; so it would not do more either.
  func items(
    for caller: CallerCredential?,
    _ purpose: AuditedCall.Purpose,
    _ audited: AuditedCall?
  ) async throws(CallFailure) -> ItemList? {
    let shown = try list.credentials(of: caller)
    let (request, body) = try list.request([:], showing: shown)
    let answer = try await list.send(request, body, showing: shown, for: purpose, audited)
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

  /// Refuses a call that would make more than are allowed.
  func checkLimit(_ list: ItemList) throws(CallFailure) {
    guard let limit = rule.limit, list.count(withoutEnded: limit.endedBy, at: now()) >= limit.maximum else { return }
    throw CallFailure(limitWords)
  }

  /// What was made a short while ago and is just what a call with some arguments would make.
  func recent(in list: ItemList, like arguments: JSONObject) -> [JSONValue] {
    list.recent(rule, like: arguments, within: Self.recency, at: now())
  }

  /// What a person, and a model, should know of such items before another one is made.
  func notice(_ items: [JSONValue], without scrubber: Scrubber) -> String? {
    guard !items.isEmpty else { return nil }
    let what = items.map { rule.description(of: scrubber.scrub($0)) }.joined(separator: "; ")
    return
      "There is already one like it from the last \(Self.recency / 60) minutes, perhaps of an earlier attempt: \(what)."
  }

  /// What takes an item back for a caller, because a person has approved that or for another reason; what is said of it has none of the secrets that a scrubber knows.
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
