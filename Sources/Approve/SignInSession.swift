import ApprovalJSON
import Glibc
import ProcessEnvironment

/// The sign-in on an approval page, as a person does it at a terminal.
struct SignInSession {
  let client: ApprovalClient
  let approver: Approver
  /// The pause between two looks at a page that waits for a code to be typed, in seconds.
  private static let pause: UInt32 = 2

  /// Signs in, until the page asks for something else or is over.
  ///
  /// - Returns: The page that follows.
  /// - Throws: An error if nobody can sign in here, or the person leaves it open.
  func run(_ first: ApprovalPage) throws -> ApprovalPage {
    var page = first
    // What was said last, so that a page that has not changed is not announced again.
    var (isAsked, code, problem) = (false, "", "")
    while page.state == .signIn, let signIn = page.signIn {
      if let account = signIn.account {
        page = try client.submit(try decided(about: account, signIn, page), on: page)
        continue
      }
      if let given = signIn.code, code != given.text {
        approver.say(signIn.words(given))
        code = given.text
      }
      guard signIn.code == nil, !signIn.isUnderWay else {
        sleep(Self.pause)
        page = try client.load()
        continue
      }
      if !isAsked { approver.say(signIn.question(on: page, from: client.link.host)) }
      isAsked = true
      if let words = signIn.problem, words != problem || !code.isEmpty {
        approver.say("That did not work. \(ApprovalPage.line(words))")
      }
      problem = signIn.problem ?? ""
      code = ""
      page = try client.submit(try way(of: signIn, page), on: page)
    }
    return page
  }

  private func way(of signIn: ApprovalPage.SignIn, _ page: ApprovalPage) throws -> Approver.Decision {
    switch approver {
    case .decided(let decision) where decision.name == Approver.Decision.decline.name: return decision
    case .decided, .standardInput:
      throw CommandFailure.failed(
        "Somebody has to sign in first: run `\(ApprovalPage.line(signIn.command))` with the options of its "
          + "server, then this again. Nothing was sent."
      )
    case .person(var terminal):
      let notice = "It stays open until \(ApprovalPage.line(page.expiresAt)), and nothing was sent."
      terminal.interruptionNotice = notice
      guard !signIn.ways.isEmpty else {
        throw CommandFailure.failed(
          "No way to sign in works at a terminal here. Open the link in a browser of that machine, or run "
            + "`\(ApprovalPage.line(signIn.command))` there, with the options of its server. \(notice)"
        )
      }
      let chosen = try terminal.answer(signIn.prompt, among: Set(signIn.ways + ["no", "n"]))
      if let number = Int(chosen), signIn.accounts.indices.contains(number - 1) {
        return Approver.Decision(name: "use", fields: [("account", signIn.accounts[number - 1].choice)])
      }
      switch chosen {
      case "code": return Approver.Decision(name: "code")
      case "paste":
        approver.say(ApprovalPage.line(signIn.pasting ?? ""))
        return Approver.Decision(name: "paste", fields: [("session", try terminal.text("Session (not shown): "))])
      case "no", "n": return .decline
      default:
        approver.say(notice)
        throw ExitStatus.failed
      }
    }
  }

  private func decided(
    about account: String,
    _ signIn: ApprovalPage.SignIn,
    _ page: ApprovalPage
  ) throws -> Approver.Decision {
    guard case .person(var terminal) = approver else { return Approver.Decision(name: "discard") }
    terminal.interruptionNotice = "Nothing was stored."
    if let problem = signIn.problem { approver.say("That did not work. \(ApprovalPage.line(problem))") }
    approver.say(signIn.naming(account))
    let isRight = try terminal.answer("Go on in this person's name? yes or no: ", among: ["yes", "y", "no", "n"])
    return Approver.Decision(name: ["yes", "y"].contains(isRight) ? "keep" : "discard")
  }
}
