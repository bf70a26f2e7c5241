import MCPHTTP
import NIOHTTP1
import TextCoding
import WebServer

extension Portal {
  static let signIn = "sign-in"
  private static let cookie = "nethesis-portal"

  /// The outcome of the rule for a request, as far as it is known without a wait.
  enum PortalAdmission {
    case open, refused, undecided
  }

  /// Whether anybody may read a path: style, script and icon, and an index that names no page.
  private func isOpen(_ path: String) -> Bool {
    options.access == nil || ["portal.css", "portal.js", "portal.svg"].contains(path)
  }

  func admission(of request: RouteRequest) -> PortalAdmission {
    guard let access = options.access, !isOpen(request.path) else { return .open }
    guard let token = token(of: request) else { return .refused }
    guard case .now(let admission) = access.admit(bearer: token[...]) else { return .undecided }
    if case .admitted = admission { return .open }
    return .refused
  }

  func isAdmitted(_ request: RouteRequest) async -> Bool {
    guard let access = options.access, !isOpen(request.path) else { return true }
    guard let token = token(of: request) else { return false }
    return await Self.admits(token, access)
  }

  private static func admits(_ token: String, _ access: any AccessRule) async -> Bool {
    let admission =
      switch access.admit(bearer: token[...]) {
      case .now(let admission): admission
      case .later(let decide): await decide()
      }
    if case .admitted = admission { return true }
    return false
  }

  /// The token of the `Authorization` header, or of the session that the cookie names.
  private func token(of request: RouteRequest) -> String? {
    if let value = request[field: "authorization"] {
      guard value.prefix(7).lowercased() == "bearer " else { return nil }
      return String(value.dropFirst(7).drop { $0 == " " })
    }
    for field in request.fields["cookie"] {
      for pair in field.split(separator: ";") {
        let pair = pair.drop { $0 == " " }
        guard pair.hasPrefix("\(Self.cookie)=") else { continue }
        if let token = sessions.token(of: String(pair.dropFirst(Self.cookie.count + 1))) { return token }
      }
    }
    return nil
  }

  /// The form, for a reader without a token; models and programs get the way to one.
  func refused(_ request: RouteRequest, problem: String? = nil) -> WebResponse {
    if request.path == "llms.txt", request.method != "POST" {
      return response(with: Self.plain("text/plain; charset=utf-8", closedIndex(request)), to: request)
    }
    let page = SignInPage(site: "Documentation", path: request.path, problem: problem)
    var response = self.response(
      with: Self.plain("text/html; charset=utf-8", page.html),
      to: request,
      status: .unauthorized
    )
    response.headers.remove(name: "ETag")
    response.headers.replaceOrAdd(name: "Cache-Control", value: "no-store")
    response.headers.add(name: "WWW-Authenticate", value: "Bearer realm=\"nethesis-mcp\"")
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

  private static func plain(_ type: String, _ text: String) -> KeptPage {
    KeptPage(type: type, bytes: Array(text.utf8), compressed: nil, tag: "closed")
  }

  /// Starts a session for the token of the form.
  func signIn(_ request: RouteRequest) async -> WebResponse {
    guard let access = options.access else { return redirect(to: "") }
    guard request[field: "content-type"]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true,
      let body = request.body
    else { return .text(.unsupportedMediaType, "The form of the page sends application/x-www-form-urlencoded") }
    let values = FormValues(body)
    guard let token = values["token"], !token.isEmpty, await Self.admits(token, access) else {
      return refused(request, problem: "This token is not valid. Ask whoever runs the server for one.")
    }
    var response = redirect(to: values["page"] ?? "")
    let secure = options.isSecure ? "; Secure" : ""
    let lifetime = PortalSessions.lifetime.components.seconds
    response.headers.add(
      name: "Set-Cookie",
      value:
        "\(Self.cookie)=\(sessions.start(token)); Path=\(options.folder); Max-Age=\(lifetime); HttpOnly; SameSite=Strict\(secure)"
    )
    return response
  }

  /// Leads to a page of the portal; a path that might leave it leads to the first page.
  private func redirect(to path: String) -> WebResponse {
    let isPlain = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    let isOwn = isPlain && !path.hasPrefix("/") && !path.contains("//") && !path.contains("..") && path != Self.signIn
    let place = options.folder + (isOwn ? path : "")
    return WebResponse(.seeOther, headers: ["Location": place, "Cache-Control": "no-store"])
  }
}

/// The values of a form (URL standard, section 5.1).
struct FormValues {
  private var values: [String: String] = [:]

  init(_ body: [UInt8]) {
    for pair in body.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: PercentCoding.decode(bytes, malformed: .kept, plusIsSpace: true) ?? [], as: UTF8.self)
      }
      values[text(parts[0])] = parts.count > 1 ? text(parts[1]) : ""
    }
  }

  subscript(name: String) -> String? { values[name] }
}
