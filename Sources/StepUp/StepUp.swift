package import APITools
import JSON
package import MCP
import Synchronization

/// Asks people on a page of this process for what models must not know.
///
/// The page is served to this machine alone, from the first question on and for as long as one may be open.
package final class StepUp: Approval, Sendable {
  /// What may be set.
  package struct Options: Sendable {
    /// How long a person has, and how long an outcome is repeated after that.
    package var lifetime = Duration.seconds(600)
    /// How long a call waits for a person: clients give up after a minute.
    package var patience = Duration.seconds(45)
    /// How often it is looked whether the page is of any more use.
    package var idleInterval = Duration.seconds(60)

    package init() {}
  }

  let ceremonies = Ceremonies()
  let options: Options
  let clock: any Clock<Duration>
  let now: @Sendable () -> ContinuousClock.Instant
  /// Tells this process from others that serve the same.
  let replica = RandomID.make(bits: 32)
  let listening = Listening()

  /// Makes one that asks nobody before ``run()``.
  ///
  /// - Parameters:
  ///   - options: What may be set.
  ///   - clock: What waiting is measured by.
  ///   - now: The time that lifetimes are measured by.
  package init(
    options: Options = Options(),
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.options = options
    self.clock = clock
    self.now = now
  }

  package func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer {
    context.progress(0, message: "Asking the user to approve \(request.tool)")
    return await answer(request)
  }

  func answer(_ request: ApprovalRequest) async -> ApprovalAnswer {
    ceremonies.removeEnded()
    guard let origin = await listening.origin(at: now()) else {
      return .finished(.failure("Nothing was sent, because the page on which the user is asked cannot be served."))
    }
    // All callers of this process are one: it speaks on standard input and output.
    let key = Ceremonies.Key(request, caller: "process")
    let (ceremony, isNew) = ceremonies.ceremony(key) { newCeremony(request, at: origin) }
    guard !isNew else { return .waiting(ceremony.link) }
    await ceremony.wait(atMost: options.patience, on: clock)
    return ceremony.result.map(ApprovalAnswer.finished) ?? .waiting(ceremony.link)
  }

  private func newCeremony(_ request: ApprovalRequest, at origin: String) -> Ceremony {
    let id = RandomID.make(bits: 128)
    return Ceremony(
      id: id,
      formToken: RandomID.make(bits: 128),
      request: request,
      link: ApprovalLink(
        url: "\(origin)\(PagePath.prefix)\(replica)/\(id)",
        expiresAt: UTCTime.text(after: options.lifetime)
      ),
      lifetime: options.lifetime,
      now: now
    )
  }
}
