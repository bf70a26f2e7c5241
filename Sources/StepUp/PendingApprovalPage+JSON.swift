import ApprovalJSON
import Calls
import JSON

extension PendingApprovalPage {
  /// The page for programs, as JSON: the same state, and the same form to submit.
  var json: JSONObject { forPrograms.json }

  private var forPrograms: ApprovalPage {
    var page = ApprovalPage(
      state: view.name,
      tool: request.tool,
      title: request.title ?? request.tool,
      arguments: request.arguments,
      backend: request.backend,
      expiresAt: expiresAt
    )
    if let words = view.words { (page.heading, page.text) = (words.heading, words.text) }
    switch view.state {
    case .waiting(let problem): ask(problem, in: &page)
    case .signIn: askForSignIn(in: &page)
    case .failed(let words): page.reason = words
    case .submitted, .signedIn, .done, .lost, .unknown, .declined, .expired: break
    }
    page.account = view.account
    page.secrets = view.secrets.map { ApprovalPage.Secret(name: $0.name, text: $0.text) }
    if case .offered(let subject, let problem) = view.revoking {
      page.form = formToken
      page.revocation = ApprovalPage.Revocation(subject: subject, problem: problem)
    }
    return page
  }

  private func ask(_ problem: ApprovalView.Problem?, in page: inout ApprovalPage) {
    page.form = formToken
    page.fields = request.fields.map { ApprovalPage.Field(name: $0.name, isRequired: $0.isRequired) }
    page.notice = view.notice
    page.news = view.news
    page.hindrance = view.hindrance
    page.problem = problem.map { problem in
      ApprovalPage.Problem(
        heading: problem.heading,
        text: problem.text,
        reason: problem.words,
        attemptsLeft: problem.attemptsLeft
      )
    }
  }
}

extension PendingApprovalPage {
  private func askForSignIn(in page: inout ApprovalPage) {
    guard let view = view.signIn else { return }
    let offer = view.offer
    var signIn = ApprovalPage.SignIn(reason: view.reason)
    (signIn.problem, signIn.visitor, signIn.wanted) = (view.problem, view.visitor, offer.account)
    (signIn.provider, signIn.hasBrowser, signIn.hasCode) = (offer.provider, offer.hasBrowser, offer.hasCode)
    (signIn.pasting, signIn.command) = (offer.pasting, offer.command)
    switch view.step {
    case .ways:
      signIn.accounts = view.accounts.map { ApprovalPage.SignIn.Account(label: $0.label, choice: $0.choice) }
    case .underWay: signIn.isUnderWay = true
    case .named(let account, let notice): (signIn.account, signIn.notice) = (account, notice)
    case .code(let code):
      signIn.code = ApprovalPage.SignIn.Code(
        text: code.text,
        url: code.url,
        completeURL: code.completeURL,
        expiresAt: code.expiresAt
      )
    }
    page.form = formToken
    page.signIn = signIn
  }
}

extension ApprovalView {
  /// The state as one word.
  fileprivate var name: ApprovalPage.State {
    switch (state, revoking) {
    case (_, .done): .revoked
    case (_, .underWay): .submitted
    case (.waiting, _): .waiting
    case (.signIn, _): .signIn
    case (.signedIn, _): .done
    case (.submitted, _): .submitted
    case (.done, _): .done
    case (.lost, _): .lost
    case (.failed, _), (.unknown, _): .failed
    case (.declined, _): .declined
    case (.expired, _): .expired
    }
  }
}
