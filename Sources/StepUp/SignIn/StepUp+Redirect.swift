import Calls

extension StepUp {
  /// The path of the redirect URI, which providers compare (RFC 8252 section 7.3).
  static let redirectPath = "/callback"

  /// Takes the redirect of a provider, and leads the browser back to the page that it left.
  func redirected(_ request: PageRequest, at authority: String) async -> PageAnswer {
    guard request.host == authority else { return .note(.misdirected, as: .html) }
    guard request.method == "GET" else { return .note(.method, as: .html) }
    for page in approvals.all {
      guard let signIn = page.signIn else { continue }
      let visitor = Visitor.id(in: request.cookie, of: page.id)
      switch signIn.redirect(query: request.query ?? "", visitor: visitor) {
      case nil: continue
      case .otherBrowser?: return .note(.otherBrowser, as: .html)
      case .failed?: return .redirect(to: path(of: page))
      case .code(let code)?:
        if let visitor { await signIn.redeem(code, for: visitor) }
        return .redirect(to: path(of: page))
      }
    }
    return .note(.foreignRedirect, as: .html)
  }

  /// Leaves a page for the provider; without one, the page says why.
  func leave(_ page: PendingApproval, _ request: PageRequest, at authority: String) async -> PageAnswer {
    guard let signIn = page.signIn else { return .redirect(to: path(of: page)) }
    let known = Visitor.id(in: request.cookie, of: page.id)
    let visitor = known ?? RandomID.make(bits: 128)
    let url = await signIn.leave(visitor, returningTo: "http://\(authority)\(Self.redirectPath)")
    var answer = PageAnswer.redirect(to: url ?? path(of: page))
    if known == nil { answer.headers.append(Visitor.cookie(visitor, of: page.id)) }
    return answer
  }

  /// The path of a page on its own listener.
  private func path(of page: PendingApproval) -> String { "\(PagePath.prefix)\(replica)/\(page.id)" }
}
