import ApprovalJSON
package import ProcessEnvironment

/// Runs one approval to its end, as the page does in a browser.
package struct ApprovalSession {
  let client: ApprovalClient
  let approver: Approver
  /// The destination of the response's secrets; `nil` shows them to the person.
  let destination: SecretDestination?

  /// Makes one of its parts.
  package init(client: ApprovalClient, approver: Approver, destination: SecretDestination? = nil) {
    self.client = client
    self.approver = approver
    self.destination = destination
  }

  /// Shows the question, gets a decision, and delivers the outcome.
  ///
  /// - Throws: The reason why it did not succeed.
  package func run() throws {
    var page = try client.load()
    let wasOpen = page.state == .waiting || page.state == .signIn
    var isOpen = wasOpen
    page = try signedIn(page)
    if page.state == .waiting {
      let decision: Approver.Decision
      (page, decision) = try decided(page)
      // Somebody else may have decided since the page was loaded.
      isOpen = !page.isOvertaken(decision)
      if !isOpen, let words = page.hindrance(to: decision) { approver.say(words) }
    }
    guard page.secrets.isEmpty else { return try deliver(page) }
    approver.say(isOpen ? page.outcome : page.standing)
    if let revocation = page.revocation, try approver.revokes(revocation.subject) { return try revoke(page) }
    switch page.state {
    case .declined where isOpen, .done where isOpen: return
    default: break
    }
    if !isOpen, !wasOpen { sayHindrance(page) }
    throw ExitStatus.failed
  }

  private func signedIn(_ page: ApprovalPage) throws -> ApprovalPage {
    try SignInSession(client: client, approver: approver).run(page)
  }

  /// Asks for decisions until the page asks nothing more.
  ///
  /// - Returns: The resulting page, and the last decision sent.
  private func decided(_ first: ApprovalPage) throws -> (ApprovalPage, Approver.Decision) {
    var (page, isFirst) = (first, true)
    while true {
      if isFirst || page.problem == nil { approver.say(page.question(from: client.link.host)) }
      if let words = isFirst ? earlierRefusal(page) : page.refusal { approver.say(words) }
      let notice = "It stays open until \(ApprovalPage.line(page.expiresAt)), and nothing more was sent."
      guard let decision = try approver.decide(page, isFirst: isFirst, interrupted: notice) else {
        sayHindrance(page)
        approver.say(notice)
        throw ExitStatus.failed
      }
      let wasLast = page.isLastAttempt
      // A session that has ended meanwhile is replaced on the same page.
      (page, isFirst) = (try signedIn(try client.submit(decision, on: page)), false)
      guard page.state != .waiting else { continue }
      if wasLast, page.state == .failed {
        approver.say("That was the last attempt, and it was not accepted. Have the assistant ask anew.")
      }
      return (page, decision)
    }
  }

  /// Says why the decision of an option has no effect.
  private func sayHindrance(_ page: ApprovalPage) {
    guard case .decided(let decision) = approver, let words = page.hindrance(to: decision) else { return }
    approver.say(words)
  }

  /// The notice of an earlier refused attempt, for a person; a script would take it for the outcome of its own.
  private func earlierRefusal(_ page: ApprovalPage) -> String? {
    if case .person = approver { page.earlierRefusal } else { nil }
  }

  private func revoke(_ page: ApprovalPage) throws {
    let after = try client.submit(.revoke, on: page)
    if let problem = after.revocation?.problem {
      throw CommandFailure.failed("It may still be there. \(ApprovalPage.line(problem)) Run this again to try anew.")
    }
    approver.say(after.outcome)
    if after.state != .revoked { throw ExitStatus.failed }
  }

  private func deliver(_ page: ApprovalPage) throws {
    do throws(CommandFailure) { try hand(out: page.secrets) } catch {
      throw CommandFailure.failed(
        "\(error). It was carried out, and what is secret of its response is lost. \(takenBack(page))"
      )
    }
    approver.say(page.outcome(in: destination))
    guard page.revocation != nil else { return }
    approver.say("If you lose it, run this again within ten minutes with --revoke, and have the assistant ask anew.")
  }

  /// Revokes the created item, because its secrets could not be delivered.
  ///
  /// - Returns: Sentences on the result.
  private func takenBack(_ page: ApprovalPage) -> String {
    guard let subject = page.revocation.map({ ApprovalPage.line($0.subject) }) else {
      return "Nobody has it. Nothing says how to take back what was made: find it, and revoke it."
    }
    let problem: String
    do {
      let after = try client.submit(.revoke, on: page)
      if after.state == .revoked {
        return "So nobody has it, and it was revoked: \(subject). Mend that, and have the assistant ask anew."
      }
      problem = ApprovalPage.line(after.revocation?.problem ?? after.outcome)
    } catch {
      problem = "\(error)"
    }
    return "So nobody has it, but it could not be revoked: \(problem) Run this again with --revoke: \(subject)."
  }

  private func hand(out secrets: [ApprovalPage.Secret]) throws(CommandFailure) {
    if let destination { return try destination.deliver(secrets.map { ($0.name, $0.text) }) }
    for secret in secrets {
      approver.say("Your \(ApprovalPage.line(ApprovalPage.words(secret.name))), shown this once:\n")
      approver.say("  \(ApprovalPage.line(secret.text))\n")
    }
  }
}
