import JSON

/// An error of the identity provider (RFC 6749 section 5.2, RFC 6750 section 3.1).
struct OAuthError: Error {
  /// The HTTP status where the error is a response of its own.
  var status = 400
  /// The code.
  let code: String
  /// A sentence about it.
  let description: String
  /// The scope that is missing.
  var scope: String?

  init(_ code: String, _ description: String, status: Int = 400, scope: String? = nil) {
    self.code = code
    self.description = description
    self.status = status
    self.scope = scope
  }

  var json: JSONObject {
    var object: JSONObject = ["error": .string(code), "error_description": .string(description)]
    object.append("scope", ifPresent: scope.map(JSONValue.string))
    return object
  }

  var response: SandboxResponse {
    var response = SandboxResponse(provider: .object(json), status: status)
    if status == 401 || status == 403 {
      let scheme = code == "invalid_client" ? "Basic" : "Bearer"
      let value = "\(scheme) realm=\"sandbox\", error=\"\(code)\", error_description=\"\(description)\""
      response.fields.append(("WWW-Authenticate", value + (scope.map { ", scope=\"\($0)\"" } ?? "")))
    }
    return response
  }

  static let clientFailed = OAuthError("invalid_client", "client authentication failed", status: 401)
  /// One error for every fault of a code or refresh token, so that it tells nothing about them.
  static let grantFailed = OAuthError("invalid_grant", "grant request is invalid")
  static let invalidTarget = OAuthError("invalid_target", "resource indicator is missing, or unknown")
}

extension SandboxResponse {
  /// JSON of the identity provider, which nobody may store.
  init(provider json: JSONValue, status: Int = 200) {
    self.init(status: status, body: json.json)
    fields = [("Cache-Control", "no-store"), ("Pragma", "no-cache")]
  }

  /// A redirection of a browser, with a GET.
  init(seeing location: String) {
    self.init(status: 303, body: [])
    self.location = location
    contentType = nil
    fields = [("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer")]
  }
}
