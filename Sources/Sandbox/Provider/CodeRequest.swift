/// A request for a code (RFC 6749 section 4.1.1, RFC 7636), whose client and redirect URI are known to be right.
struct CodeRequest: Sendable {
  let client: ProviderClient
  let redirectURI: String
  let state: String?
  private(set) var scopes: [String] = []
  private(set) var resources: [String] = []
  private(set) var challenge = ""
  private(set) var nonce: String?
  private(set) var prompts: Set<String> = []

  /// Finds the client and the redirect URI; errors must not be redirected.
  init(_ parameters: FormParameters) throws(OAuthError) {
    if let name = parameters.repeated, ["client_id", "redirect_uri", "state"].contains(name) {
      throw OAuthError("invalid_request", "'\(name)' parameter must not be provided twice")
    }
    guard let id = parameters["client_id"] else {
      throw OAuthError("invalid_request", "missing required parameter 'client_id'")
    }
    guard let client = ProviderClient(rawValue: id) else { throw OAuthError("invalid_client", "client is invalid") }
    guard let uri = parameters["redirect_uri"] else {
      throw OAuthError("invalid_request", "missing required parameter 'redirect_uri'")
    }
    guard client.mayRedirect(to: uri) else {
      throw OAuthError(
        "invalid_redirect_uri",
        "redirect_uri did not match any of the client's registered redirect_uris"
      )
    }
    self.client = client
    redirectURI = uri
    state = parameters["state"]
  }

  /// Reads the rest of the request; errors are redirected.
  mutating func read(_ parameters: FormParameters, resources registered: [String]) throws(OAuthError) {
    if let name = parameters.repeated {
      throw OAuthError("invalid_request", "'\(name)' parameter must not be provided twice")
    }
    if parameters["request"] != nil { throw OAuthError("request_not_supported", "request parameter is not supported") }
    if parameters["request_uri"] != nil {
      throw OAuthError("request_uri_not_supported", "request_uri parameter is not supported")
    }
    guard let type = parameters["response_type"] else {
      throw OAuthError("invalid_request", "missing required parameter 'response_type'")
    }
    guard type == "code" else {
      throw OAuthError("unsupported_response_type", "only the response type 'code' is supported")
    }
    guard parameters["response_mode"] ?? "query" == "query" else {
      throw OAuthError("invalid_request", "only the response mode 'query' is supported")
    }
    prompts = Set((parameters["prompt"] ?? "").split(separator: " ").map(String.init))
    guard prompts.isSubset(of: ["none", "login", "consent"]) else {
      throw OAuthError("invalid_request", "unsupported prompt value requested")
    }
    guard !prompts.contains("none") || prompts.count == 1 else {
      throw OAuthError("invalid_request", "prompt none must only be used alone")
    }
    challenge = try Self.challenge(parameters)
    nonce = parameters["nonce"]
    resources = try ScopeList.resources(parameters, registered)
    scopes = ScopeList.granted(parameters["scope"], resources)
    // Silently, as the real provider does.
    if !prompts.contains("consent") { scopes.removeAll { $0 == "offline_access" } }
  }

  private static func challenge(_ parameters: FormParameters) throws(OAuthError) -> String {
    guard let challenge = parameters["code_challenge"] else {
      throw OAuthError("invalid_request", "Authorization Server policy requires PKCE to be used for this request")
    }
    guard parameters["code_challenge_method"] == "S256" else {
      throw OAuthError("invalid_request", "not supported value of code_challenge_method")
    }
    guard challenge.utf8.count == 43, challenge.utf8.allSatisfy(PKCE.isUnreserved) else {
      throw OAuthError("invalid_request", "code_challenge must be 43 characters of base64url")
    }
    return challenge
  }

  /// The redirect URI with parameters, and with the issuer (RFC 9207).
  func redirection(_ parameters: [(name: String, value: String)], issuer: String) -> SandboxResponse {
    var parameters = parameters
    if let state { parameters.append(("state", state)) }
    parameters.append(("iss", issuer))
    return SandboxResponse(seeing: "\(redirectURI)?\(FormParameters.query(parameters))")
  }
}

/// Proof keys for code exchange (RFC 7636).
enum PKCE {
  static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
