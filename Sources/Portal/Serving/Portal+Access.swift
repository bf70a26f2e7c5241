import MCP
import MCPHTTP
import NIOHTTP1
import WebServer

extension Portal {
  static let signIn = "sign-in"

  /// The name of the cookie: ports of one host share their cookies (RFC 6265 section 8.5), and each may have a server.
  static func cookie(_ request: RouteRequest) -> String {
    let port = request[field: "host"]?.split(separator: ":").last.flatMap { UInt16($0) }
    return "nethesis-portal" + (port.map { "-\($0)" } ?? "")
  }

  /// Whether anybody may read a path: style, script and icon.
  private func isOpen(_ path: String) -> Bool {
    options.access == nil || PortalWriter.isOfTheProgram(path)
  }

  /// The decision on a reader: as the endpoint decides on its callers, by the header or by the session of the cookie.
  func decision(on request: RouteRequest) -> AccessDecision {
    guard let access = options.access, !isOpen(request.path) else { return .admitted(.anybody) }
    let fields = request.fields["authorization"]
    if !fields.isEmpty { return access.admit(BearerCredentials(fields), from: request.peer) }
    guard let token = sessionToken(of: request) else {
      guard let signIn = options.signIn else { return .refused(.missingToken) }
      let sessions = signIn.sessions(request.fields["cookie"])
      return sessions.isEmpty ? .refused(.missingToken) : .later { await signIn.admission(sessions) }
    }
    return access.admit(BearerCredentials(["Bearer \(token)"]), from: request.peer)
  }

  func admission(of request: RouteRequest) async -> Admission { await Self.admission(decision(on: request)) }

  private static func admission(_ decision: AccessDecision) async -> Admission {
    switch decision {
    case .now(let admission): admission
    case .later(let decide): await decide()
    }
  }

  /// The token of the session that the cookie names.
  private func sessionToken(of request: RouteRequest) -> String? {
    for id in CookieField.values(of: Self.cookie(request), in: request.fields["cookie"]) {
      if let token = sessions.token(of: id) { return token }
    }
    return nil
  }

  /// The response to a reader who is not let in; `nil` for one who is.
  func refusal(of admission: Admission, _ request: RouteRequest, problem: String? = nil) -> WebResponse? {
    switch admission {
    case .admitted(let principal):
      // Documentation is for every caller with any of the scopes.
      guard let resource = options.access?.resource, let granted = resource.granted(principal), granted.isEmpty else {
        return nil
      }
      let words = "The access token has no scope of this server"
      let challenge = Challenge(error: .insufficientScope, explanation: words)
      return form(request, .forbidden, options.completed(challenge), problem: "\(words).")
    case .refused(let challenge):
      let status: HTTPResponseStatus = challenge.error == .invalidRequest ? .badRequest : .unauthorized
      return form(request, status, options.completed(challenge), problem: problem)
    case .unavailable(let seconds):
      return later(.serviceUnavailable, "Nobody can tell for now whether you may read this", seconds)
    case .limited(let seconds):
      return later(.tooManyRequests, "Too many access tokens from your network were not valid", seconds)
    }
  }

  private func later(_ status: HTTPResponseStatus, _ words: String, _ seconds: Int) -> WebResponse {
    var response = WebResponse.text(status, "\(words): try again in \(seconds) s")
    response.headers.add(name: "Retry-After", value: String(seconds))
    response.headers.replaceOrAdd(name: "Cache-Control", value: "no-store")
    return response
  }

  /// The form, for a reader without a token that is valid here; models and programs get the way to one.
  private func form(
    _ request: RouteRequest,
    _ status: HTTPResponseStatus,
    _ challenge: Challenge,
    problem: String?
  ) -> WebResponse {
    if request.path == "llms.txt", request.method != "POST" {
      return response(with: Self.plain("text/plain; charset=utf-8", closedIndex(request)), to: request)
    }
    let path = [Self.signIn, Self.issuer, Self.signOut].contains(request.path) ? "" : request.path
    let page = SignInPage(
      root: PortalAddress(path: request.path).root,
      path: path,
      issuer: options.signIn?.host(),
      problem: problem
    )
    var response = entry(page.html, status, to: request)
    response.headers.add(name: "WWW-Authenticate", value: challenge.header)
    return response
  }

  /// The index for those without a token: how to get at the documentation, and nothing of what it says.
  private func closedIndex(_ request: RouteRequest) -> String {
    let url = options.publicURL ?? "http://\(request[field: "host"] ?? "localhost")\(options.endpoint)"
    return """
      # Documentation

      > Reading this documentation takes an access token of the server: send it as `Authorization: Bearer …`.

      ## Other ways to the same pages

      - [MCP server](\(url)): resources `docs://` and the tools `search_docs` and `read_docs`, with the same token.
      - In a terminal: `nethesis-mcp read docs://overview` prints a page of the program's own document.

      """
  }

  static func plain(_ type: String, _ text: String) -> KeptPage {
    KeptPage(type: type, bytes: Array(text.utf8), compressed: nil, tag: "closed")
  }

  /// Starts a session for the token of the form.
  func signIn(_ request: RouteRequest) async -> WebResponse {
    guard let access = options.access else { return redirect(to: "") }
    guard request[field: "content-type"]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
      return .text(.unsupportedMediaType, "The form of the page sends application/x-www-form-urlencoded")
    }
    // Another site, or another port of this machine, could let the browser in by a token of its own.
    guard [nil, "same-origin", "none"].contains(request[field: "sec-fetch-site"]) else {
      return .text(.forbidden, "Only the page itself sends this form: open the page, and type the token there")
    }
    guard let body = request.body else { return .text(.payloadTooLarge, "No access token is as long as that") }
    let values = FormData(body)
    let token = values["token"] ?? ""
    let admission = await Self.admission(access.admit(BearerCredentials(["Bearer \(token)"]), from: request.peer))
    let problem = "This token is not valid. Ask whoever runs the server for one."
    if let refusal = refusal(of: admission, request, problem: problem) { return refusal }
    var response = redirect(to: values["page"] ?? "")
    let secure = options.isSecure ? "; Secure" : ""
    let lifetime = PortalSessions.lifetime.components.seconds
    response.headers.add(
      name: "Set-Cookie",
      value:
        "\(Self.cookie(request))=\(sessions.start(token)); Path=\(options.folder); Max-Age=\(lifetime); HttpOnly; SameSite=Strict\(secure)"
    )
    return response
  }

  /// Leads to a page of the portal.
  func redirect(to path: String) -> WebResponse {
    WebResponse(.seeOther, headers: ["Location": options.folder + Self.ownPath(path), "Cache-Control": "no-store"])
  }

  /// A path that stays in the folder of the pages: one that might leave it becomes that of the first page.
  static func ownPath(_ path: String) -> String {
    let isPlain =
      path.utf8.count <= 1024 && path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    let isOwn = isPlain && !path.hasPrefix("/") && !path.contains("//") && !path.contains("..")
    return isOwn && ![signIn, issuer, signOut].contains(path) ? path : ""
  }
}
