import Crypto
import JSON
import MCP
import OpenAPI
import Operations
import Redaction
import TextCoding

/// A call that waits for a person's approval: its checks before the person is asked, and its execution afterwards.
struct PendingCall: Sendable {
  private let tool: OperationHandler
  private let step: ApprovalStep
  private let call: Call
  /// Digests of the identities of matching items that the person has already been told of.
  private let told: Set<String>
  /// The account that was named to the person.
  private let named: CallAccount?

  /// Takes up a stored call, with its credentials still to be resolved.
  ///
  /// - Throws: The reason why the tool can no longer make the call that the person is asked about.
  init(_ request: ApprovalRequest, of tool: OperationHandler) throws(CallFailure) {
    guard let step = tool.step, tool.serves(request.call), step.takes(request.fields) else {
      throw CallFailure(
        "Nothing was sent, because the tool \(request.tool) is another one since the user was asked. Call it again."
      )
    }
    self.tool = tool
    self.step = step
    call = try tool.call(request.call)
    told = request.told
    named = request.account
  }

  /// Checks whether the call can succeed at all, so that nobody is asked in vain.
  func prepare() async -> ApprovalPreparation {
    do throws(CallFailure) {
      let presented: PresentedCredentials
      switch try await step.request.outcome(call.credentials) {
      case .presented(let found): presented = found
      case .signInNeeded(let signIn): return .signInNeeded(signIn)
      }
      let account = step.request.account(of: presented, call.credentials)
      // A token without history is presented before it counts for any account: the list may prove its claims.
      guard account.claimed.isEmpty else { return try await prepareUnknown(presented) }
      try await step.attempts.check(account)
      try checkExpiry(presented)
      let notice = try await look(SecretLedger(presented: presented)).notice
      return .ask(notice: notice, account: person(of: presented))
    } catch {
      if let needed = await neededSignIn() { return .signInNeeded(needed) }
      return .refused(Self.unsent(error))
    }
  }

  private func prepareUnknown(
    _ presented: PresentedCredentials
  ) async throws(CallFailure) -> ApprovalPreparation {
    try checkExpiry(presented)
    let notice = try await look(SecretLedger(presented: presented)).notice
    try await step.attempts.check(step.request.account(of: presented, call.credentials))
    return .ask(notice: notice, account: person(of: presented))
  }

  private func person(of presented: PresentedCredentials) -> CallAccount? {
    step.request.person(of: presented, call.credentials)
  }

  /// The sign-in that the call needs by now; `nil` if it fails for another reason than its session.
  private func neededSignIn() async -> NeededSignIn? {
    let renewed = call.renewed(step.request.credentials(of: call.caller, for: call.context.principal))
    guard case .signInNeeded(let needed)? = try? await step.request.outcome(renewed.credentials),
      needed.service != nil
    else { return nil }
    return needed
  }

  /// Checks whether the account has attempts left: other pages and processes may have used them up meanwhile.
  func hindrance() async -> String? {
    guard let presented = try? await step.request.presented(call.credentials) else { return nil }
    do throws(CallFailure) {
      try await step.attempts.check(step.request.account(of: presented, call.credentials))
      return nil
    } catch {
      return error.text
    }
  }

  /// Makes the call with the secrets that a person gave, and records that those of the response are theirs.
  func perform(_ given: [String: String]) async -> ApprovedCall {
    let done = await carriedOut(with: given)
    call.record?.delivered(done.secrets.map { ($0.name, $0.text) }, to: "page")
    return done
  }

  private func carriedOut(with given: [String: String]) async -> ApprovedCall {
    var arguments = call.arguments
    for (name, text) in given { arguments[name] = .string(text) }
    let outcome = try? await step.request.outcome(call.credentials)
    if case .signInNeeded(let needed)? = outcome, needed.service != nil {
      return unsent(.signInNeeded(needed), needed.words)
    }
    let presented = (try? outcome?.presented) ?? .none
    if let named, outcome != nil, person(of: presented)?.identity != named.identity {
      return unsent(.otherAccount(person(of: presented)), "Nothing was sent: another account would be used now.")
    }
    // The backend's lists may echo what the call gives and presents.
    let ledger = SecretLedger(given: given.map { ($0.key, $0.value) }, presented: presented)
    do throws(CallFailure) { try call.record?.approved(step.request.name) } catch {
      return ApprovedCall(.failed, result: .failure(error.text))
    }
    let complete: ArgumentCheck.Valid
    do throws(CallFailure) { complete = try step.check.check(arguments) } catch {
      return unsent(.refused(attemptsLeft: nil), error.text)
    }
    let before: ItemList?
    do throws(CallFailure) {
      // Time has passed since the person was asked: another attempt may have created the same item.
      let (list, notice) = try await look(ledger)
      if let notice, !notice.items.isSubset(of: told) {
        return unsent(.asked(again: notice), notice.words)
      }
      before = list
    } catch {
      if let needed = await neededSignIn() { return unsent(.signInNeeded(needed), needed.words) }
      return unsent(.failed, Self.unsent(error))
    }
    do throws(CallFailure) {
      let approved = Checked(call: call.approved(with: complete.arguments))
      return done(try await tool.told(try await approved.credentialed(for: tool.request)))
    } catch {
      if error.isOutcomeUnknown, let verifier = step.verifier {
        return await lost(call.approved(with: call.arguments), error, verifier, since: before, ledger)
      }
      let ending: ApprovedCall.Ending =
        error.isOutOfAttempts ? .postponed : error.attemptsLeft.map(ApprovedCall.Ending.refused) ?? .failed
      return call.record?.wasSent == false
        ? unsent(ending, error.text) : ApprovedCall(ending, result: .failure(error.text))
    }
  }

  /// The outcome of a call that was not sent; the reason goes into the record of calls.
  private func unsent(_ ending: ApprovedCall.Ending, _ words: String) -> ApprovedCall {
    call.record?.refused(words)
    return ApprovedCall(ending, result: .failure(words))
  }

  private func done(_ told: Told) -> ApprovedCall {
    let secrets = told.ledger.returned
    let revocation = step.verifier?.revocation(of: told)
    var result = told.result
    if let revocation, !secrets.isEmpty {
      result.note(
        "Note: the user was shown what is secret once, on the page. Who did not copy it has lost it: then revoke "
          + "\(revocation.subject)\(removingTool), or have the user do so on the page, and make another one."
      )
    }
    return ApprovedCall(
      .done,
      result: result,
      secrets: secrets.map { .init(name: $0.name, text: $0.secret.text) },
      revocation: revocation
    )
  }

  /// The outcome of a call whose response was lost, as far as the verifier can tell.
  private func lost(
    _ call: Call,
    _ failure: CallFailure,
    _ verifier: Verifier,
    since before: ItemList?,
    _ ledger: SecretLedger
  ) async -> ApprovedCall {
    let verdict = await verifier.verdict(since: before, of: call)
    let scrubber = await step.request.renewed(ledger, of: call).scrubber
    let result = ToolResult.failure(verifier.words(failure, verdict, without: scrubber, hasPage: true))
    guard case .made(let item) = verdict else { return ApprovedCall(.failed, result: result) }
    let revocation = verifier.revocation(of: item, without: scrubber)
    return ApprovedCall(.lost, result: result, revocation: revocation)
  }

  private var removingTool: String { step.verifier?.removal?.tool.map { " with \($0)" } ?? "" }

  private static func unsent(_ failure: CallFailure) -> String {
    failure.text.hasPrefix("Nothing was sent") ? failure.text : "Nothing was sent. \(failure.text)"
  }

  private func checkExpiry(_ presented: PresentedCredentials) throws(CallFailure) {
    let now = step.now()
    guard presented.known.contains(where: { TokenExpiry.hasEnded($0, at: now) }) else { return }
    throw CallFailure(step.request.sentences.words(status: 401))
  }

  /// Lists the existing items, with a notice of recent ones that match this call.
  ///
  /// - Throws: A failure if the backend would reject the call.
  private func look(
    _ ledger: SecretLedger
  ) async throws(CallFailure) -> (list: ItemList?, notice: ApprovalNotice?) {
    guard let verifier = step.verifier, let list = try await verifier.items(for: call, .besides)
    else { return (nil, nil) }
    try verifier.checkLimit(list)
    let recent = verifier.recent(in: list, like: call.arguments)
    // The session may have been renewed for this very list.
    let scrubber = await step.request.renewed(ledger, of: call).scrubber
    guard let words = verifier.notice(recent, without: scrubber) else { return (list, nil) }
    // An item may repeat a secret, and a digest tells nothing of it.
    let items = recent.map { SHA256.hash(data: verifier.rule.identity(of: $0).canonical).hexadecimal }
    return (list, ApprovalNotice(words, items: Set(items)))
  }
}
