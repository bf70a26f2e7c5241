import MCP
import NIOHTTP1

extension Check {
  /// Refuses web pages of foreign origins (DNS rebinding): only browsers send an origin.
  static func origin(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    for origin in inspection.fields[.origin] where !endpoint.allows(origin: origin) {
      throw RequestRefusal("Web pages of this origin may not use the server: its operator can allow them")
    }
  }

  static func host(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let host = inspection.header(.host), endpoint.allows(host: host) else {
      throw RequestRefusal("The server is not known by this name: its operator can add it to the allowed hosts")
    }
  }

  static func httpMethod(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard inspection.head.method != .POST else { return }
    let methods: [HTTPMethod] = endpoint.options.eras == .modern ? [.POST] : [.POST, .GET, .DELETE]
    guard methods.contains(inspection.head.method) else {
      let names = methods.map(\.rawValue).joined(separator: ", ")
      throw RequestRefusal("This endpoint knows \(names)", headers: ["Allow": names])
    }
  }

  /// Refuses a token in the query, because queries end up in logs and histories.
  static func query(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let mark = inspection.head.uri.firstIndex(of: "?") else { return }
    for pair in inspection.head.uri[mark...].dropFirst().split(separator: "&") where isToken(pair) {
      throw RequestRefusal(
        "A token belongs into the header Authorization, not into the URL",
        headers: ["WWW-Authenticate": endpoint.completed(.missingToken).header]
      )
    }
  }

  private static func isToken(_ pair: Substring) -> Bool {
    pair.prefix { $0 != "=" }.lowercased() == "access_token"
  }

  static func access(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    let decision =
      inspection.admission.map(AccessDecision.now)
      ?? endpoint.access.admit(BearerCredentials(inspection.fields[.authorization]), from: inspection.peer)
    switch decision {
    case .later(let decide):
      inspection.decide = decide
      return
    case .now(.admitted(let principal)): inspection.principal = principal
    case .now(.refused(let challenge)):
      throw refusal(endpoint.completed(challenge))
    case .now(.unavailable(let seconds)):
      throw RequestRefusal(
        "The access token cannot be checked for now: try again in \(seconds) s",
        headers: ["Retry-After": String(seconds)],
        status: .serviceUnavailable
      )
    case .now(.limited(let seconds)):
      throw RequestRefusal(
        "Too many access tokens from your network were not valid: try again in \(seconds) s",
        headers: ["Retry-After": String(seconds)],
        status: .tooManyRequests
      )
    }
    inspection.identity = inspection.principal.key
    guard endpoint.options.callerSessionTokens,
      let credential = credential(inspection, of: endpoint.options.callerDocuments)
    else { return }
    inspection.credential = credential
    // The digest stands for the credential, which the key of a caller must not reveal.
    inspection.identity += "/\(endpoint.identity.digest(credential.digestText))"
  }

  /// The credential that a request brings, or those for several documents; `nil` if there is none.
  private static func credential(_ inspection: Inspection, of documents: [String]) -> CallerCredential? {
    func secret(for document: String?) -> String? {
      guard let value = inspection.header(CallerCredential.field(of: document)) else { return nil }
      let secret = withoutScheme(value)
      return secret.isEmpty ? nil : secret
    }
    guard !documents.isEmpty else { return secret(for: nil).map(CallerCredential.init) }
    var secrets: [String: String] = [:]
    for document in documents { secrets[document] = secret(for: document) }
    return CallerCredential(ofDocuments: secrets)
  }

  /// The refusal that a challenge stands for (RFC 6750 section 3.1).
  private static func refusal(_ challenge: Challenge) -> RequestRefusal {
    RequestRefusal(
      "This server needs an access token, as Authorization: Bearer",
      headers: ["WWW-Authenticate": challenge.header],
      status: challenge.error == .invalidRequest ? .badRequest : nil
    )
  }

  /// The token without the scheme name, in any case, of a header value that was copied whole.
  private static func withoutScheme(_ value: String) -> String {
    let parts = value.trimmingSpace().split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard parts.first?.lowercased() == "bearer" else { return String(value.trimmingSpace()) }
    return parts.count == 2 ? String(parts[1].trimmingSpace()) : ""
  }

  static func rate(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard let seconds = endpoint.rateLimit?.take(for: inspection.party()) else { return }
    throw RequestRefusal("Too many requests: try again in \(seconds) s", headers: ["Retry-After": String(seconds)])
  }

  static func load(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {
    guard inspection.visit.takeSlot(of: endpoint.options.maximumRequests) else {
      throw RequestRefusal(
        "The server works on as many requests as it can: try again soon",
        headers: ["Retry-After": "1"]
      )
    }
  }
}
