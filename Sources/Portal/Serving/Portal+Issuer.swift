import Crypto
import MCPHTTP
import NIOHTTP1
import TextCoding
import WebServer

/// Signing in at the issuer of access tokens, and out.
extension Portal {
  /// The path that leads to the issuer; its query has the page to come back to.
  static let issuer = "sign-in/issuer"
  static let signOut = "sign-out"

  /// Whether a path is for browsers that are not let in yet, or no more.
  static func isOfSignIn(_ path: String) -> Bool { path == issuer || path == signOut }

  /// Responds to a request for ``issuer`` or ``signOut``.
  func respondToSignIn(_ request: RouteRequest) async -> WebResponse {
    guard request.path == Self.issuer else {
      return request.method == "POST" ? await endSessions(request) : signOutPage(request, .ok, problem: nil)
    }
    let values = FormData(Array((request.query ?? "").utf8))
    let path = Self.ownPath(values["page"] ?? "")
    guard let signIn = options.signIn, signIn.host() != nil else { return redirect(to: path) }
    return await signIn.begin(path, request)
  }

  /// The ids of the browser's sessions: of those started by a token, and of those started at the issuer.
  private func sessionIDs(_ request: RouteRequest) -> (byToken: [String], atIssuer: [String]) {
    let cookies = request.fields["cookie"]
    return (CookieField.values(of: Self.cookie(request), in: cookies), options.signIn?.sessions(cookies) ?? [])
  }

  /// The token of the form: no page of another origin knows the cookies that it is made of.
  private static func formToken(_ ids: (byToken: [String], atIssuer: [String])) -> String {
    let text = (["sign-out"] + ids.byToken + ids.atIssuer).joined(separator: " ")
    return SHA256.hash(data: Array(text.utf8)).prefix(16).hexadecimal
  }

  private func signOutPage(_ request: RouteRequest, _ status: HTTPResponseStatus, problem: String?) -> WebResponse {
    let ids = sessionIDs(request)
    let hasSession = !ids.byToken.isEmpty || !ids.atIssuer.isEmpty
    return entry(SignOutPage(form: hasSession ? Self.formToken(ids) : nil, problem: problem).html, status, to: request)
  }

  private func endSessions(_ request: RouteRequest) async -> WebResponse {
    let ids = sessionIDs(request)
    let form = request.body.map { FormData($0) }
    guard [nil, "same-origin", "none"].contains(request[field: "sec-fetch-site"]),
      form?["form"] == Self.formToken(ids)
    else {
      let problem = "This was not sent by this page as it is now. You are still signed in."
      return signOutPage(request, .forbidden, problem: problem)
    }
    for id in ids.byToken { sessions.end(id) }
    let removal = ids.atIssuer.isEmpty ? nil : await options.signIn?.end(ids.atIssuer)
    guard ids.atIssuer.isEmpty || removal != nil else {
      let problem = "Your session cannot be ended for now. You are still signed in: try again in a moment."
      var response = signOutPage(request, .serviceUnavailable, problem: problem)
      response.headers.add(name: "Retry-After", value: "10")
      return response
    }
    var response = entry(SignOutPage(form: nil, problem: nil).html, .ok, to: request)
    if let removal { response.headers.add(name: "Set-Cookie", value: removal) }
    return response
  }

  /// A page about access itself, which nobody keeps.
  func entry(_ html: String, _ status: HTTPResponseStatus, to request: RouteRequest) -> WebResponse {
    var response = self.response(with: Self.plain("text/html; charset=utf-8", html), to: request, status: status)
    response.headers.remove(name: "ETag")
    response.headers.remove(name: "Link")
    response.headers.replaceOrAdd(name: "Cache-Control", value: "no-store")
    return response
  }
}
