import JSON
import MCP
import Synchronization

/// A call that waits for a person: what is found out before the person is asked, and what becomes of it then.
final class PendingCall: Sendable {
  private let step: ApprovalStep
  private let arguments: JSONObject
  private let caller: CallerCredential?
  private let make: ApprovalStep.Perform
  /// What the person knows of that is like what the call would make, by what tells it from others.
  private let named = Mutex<Set<JSONValue>>([])

  init(
    _ step: ApprovalStep,
    _ arguments: JSONObject,
    of caller: CallerCredential?,
    make: @escaping ApprovalStep.Perform
  ) {
    self.step = step
    self.arguments = arguments
    self.caller = caller
    self.make = make
  }

  /// Finds out whether the call can succeed at all, so that nobody is asked in vain.
  func prepare() async -> ApprovalPreparation {
    do throws(CallFailure) {
      let shown = try step.request.credentials(of: caller)
      try step.attempts.check(shown)
      try checkExpiry(shown)
      return .ask(notice: try await news()?.notice)
    } catch {
      return .finished(.failure(Self.unsent(error)))
    }
  }

  /// Makes the call with the secrets that a person gave.
  func perform(_ given: [String: String]) async -> ApprovedCall {
    var arguments = arguments
    for (name, text) in given { arguments[name] = .string(text) }
    let scrubber = Scrubber(Array(given.values))
    let complete: ArgumentCheck.Checked
    do throws(CallFailure) { complete = try step.check.check(arguments) } catch {
      return ApprovedCall(.refused(attemptsLeft: nil), result: .failure(scrubber.scrub(error.text)))
    }
    do throws(CallFailure) {
      // Time has passed: another attempt may have made what this one would make.
      if let news = try await news(), news.isNew {
        return ApprovedCall(.asked(again: news.notice), result: .failure(news.notice))
      }
    } catch {
      return ApprovedCall(.failed, result: .failure(Self.unsent(error)))
    }
    do throws(CallFailure) {
      let (result, answer) = try await make(complete.arguments)
      let found = (try? JSONParser.parse(answer.body)).map(step.secrets.secrets) ?? []
      return ApprovedCall(.done, result: result, secrets: found.map { .init(name: $0.name, text: $0.text) })
    } catch {
      let result = ToolResult.failure(scrubber.scrub(error.text))
      return ApprovedCall(error.attemptsLeft.map { .refused(attemptsLeft: $0) } ?? .failed, result: result)
    }
  }

  private static func unsent(_ failure: CallFailure) -> String {
    failure.text.hasPrefix("Nothing was sent") ? failure.text : "Nothing was sent. \(failure.text)"
  }

  private func checkExpiry(_ shown: [ShownCredential]) throws(CallFailure) {
    let now = step.now()
    guard shown.contains(where: { $0.secrets.contains { TokenExpiry.hasEnded($0, at: now) } }) else { return }
    throw CallFailure(step.request.sentences.words(status: 401))
  }

  /// What there is that is like what the call would make, and whether some of it was not named before.
  ///
  /// - Throws: That the call would be refused.
  private func news() async throws(CallFailure) -> (notice: String, isNew: Bool)? {
    guard let verifier = step.verifier, let list = try await verifier.items(for: caller) else { return nil }
    try verifier.checkLimit(list)
    let recent = verifier.recent(in: list, like: arguments)
    guard let notice = verifier.notice(recent) else { return nil }
    let identities = Set(recent.map(verifier.rule.identity))
    let isNew = named.withLock { named in
      defer { named.formUnion(identities) }
      return !identities.isSubset(of: named)
    }
    return (notice, isNew)
  }
}
