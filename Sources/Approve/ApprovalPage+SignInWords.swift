import ApprovalJSON
import TextCoding

extension ApprovalPage.SignIn {
  /// The ways that a terminal can offer, by the words that choose them.
  var ways: [String] {
    accounts.indices.map { "\($0 + 1)" } + [hasCode ? "code" : nil, pasting == nil ? nil : "paste"].compactMap(\.self)
  }

  /// The first words on a sign-in, before a way is chosen.
  ///
  /// - Parameters:
  ///   - page: The page that it comes first on.
  ///   - host: The host that serves the page.
  /// - Returns: The text.
  func question(on page: ApprovalPage, from host: String) -> String {
    let place = ApprovalPage.line(VisibleOrigin.spelled(page.backend))
    return """
      \(host) asks you to \(accounts.isEmpty ? "sign in first" : "say who you are"):

        Tool     \(ApprovalPage.line(page.tool))
        Sent to  \(place)\(provider.map { "\n  Sign in  at \(ApprovalPage.line($0))" } ?? "")
        Ends at  \(ApprovalPage.line(page.expiresAt))

      \(ApprovalPage.line(reason)) An AI assistant asks to do this in your name: \(ApprovalPage.line(page.title)).
      It cannot see what you type here.\(wanted.map { "\nSign in as \(ApprovalPage.line($0)): this server is set up for that account." } ?? "")\(choices)
      """
  }

  /// The accounts to choose from, each with its number; empty if there are none.
  private var choices: String {
    guard !accounts.isEmpty else { return "" }
    let lines = accounts.enumerated().map { "  \($0 + 1)  \(ApprovalPage.line($1.label))" }
    return "\n\nSeveral people are signed in on this machine:\n\n\(lines.joined(separator: "\n"))\n"
  }

  /// The question for a way.
  var prompt: String {
    let people = accounts.isEmpty ? nil : "a number (go on as that person)"
    let choices = [
      people,
      hasCode ? "code (typed in any browser)" : nil, pasting == nil ? nil : "paste (a session of the web application)",
    ].compactMap(\.self)
    return "How? \(choices.joined(separator: ", ")), no, or nothing to leave it open: "
  }

  /// The code, and where to type it.
  func words(_ code: Code) -> String {
    let complete = code.completeURL.map { " Or open \(ApprovalPage.line($0)), which has the code already." } ?? ""
    return """
      Open \(ApprovalPage.line(code.url)) in any browser and enter

        \(ApprovalPage.line(code.text))

      This goes on by itself then. The code ends at \(ApprovalPage.line(code.expiresAt)).\(complete)
      """
  }

  /// The question whether the session of an account is to be kept.
  func naming(_ account: String) -> String {
    let notice = notice.map { " \(ApprovalPage.line($0))" } ?? ""
    return "You have signed in as\n\n  \(ApprovalPage.line(account))\n\nNothing is stored before you say so.\(notice)"
  }
}
