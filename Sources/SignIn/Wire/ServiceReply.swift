import JSON

/// The reply of a provider or a backend, by what follows for the one who asked.
enum ServiceReply: Sendable {
  /// It did what was asked.
  case success(JSONObject)
  /// It decided against the request.
  case refused(ServiceRefusal)
  /// It did not process the request: the same may be sent again at any time.
  case unavailable(String)
  /// It may have processed the request, but its response was lost or cannot be read.
  case uncertain(String)

  /// Sends a request and reads the response.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - transport: Sends it.
  ///   - secrets: The secrets in it, which a message about the response must not repeat.
  /// - Returns: The reply.
  static func of(_ request: SignInRequest, _ transport: any SignInTransport, secrets: [String]) async -> ServiceReply {
    transport.learn(secrets)
    let response: SignInResponse
    do throws(SignInTransportError) {
      response = try await transport.send(request)
    } catch {
      return error.wasSent ? .uncertain(error.sentence) : .unavailable(error.sentence)
    }
    let reply = read(response, to: request, secrets: secrets)
    if case .success(let object) = reply { transport.learn(given(in: object)) }
    return reply
  }

  /// The members of responses that are secrets (RFC 6749 section 5.1, RFC 8628 section 3.2, `x-mcp.login`).
  private static let secretNames = ["access_token", "refresh_token", "id_token", "token", "device_code"]

  /// The secrets that a service gave.
  private static func given(in object: JSONObject) -> [String] {
    [object, object["data"]?.object].compactMap(\.self).flatMap { members in
      secretNames.compactMap { members[$0]?.string }
    }
  }

  private static func read(
    _ response: SignInResponse,
    to request: SignInRequest,
    secrets: [String]
  ) -> ServiceReply {
    let host = request.url.authority
    return switch response.status {
    case 200...299: success(response, host)
    case 300...399: .unavailable("\(host) redirects to \(redirectTarget(response)), which is not followed.")
    // Gateways report that the response of the service behind them was lost or late (RFC 9110 section 15.6).
    case 502, 504, 520, 522...524:
      .uncertain("\(host) reported that its service did not answer: HTTP \(response.status).")
    // The backend may have used up a refresh token before it failed, and sending that later would sign people out.
    case 500 where request.purpose == .backend: .uncertain("\(host) failed: HTTP 500.")
    case 400...407, 409...428, 430...499: refusal(response, host, secrets)
    default: .unavailable("\(host) cannot work on this now: HTTP \(response.status).")
    }
  }

  private static func success(_ response: SignInResponse, _ host: String) -> ServiceReply {
    guard !response.isCut else { return .uncertain("The answer of \(host) is too long or incomplete.") }
    // A web page comes from something in front of the service (RFC 6749 section 5.1: the answer is JSON).
    guard !response.isHTML else { return .unavailable("\(host) answered with a web page instead of JSON.") }
    guard let object = response.object else { return .uncertain("The answer of \(host) is not the JSON expected.") }
    return .success(object)
  }

  private static func refusal(_ response: SignInResponse, _ host: String, _ secrets: [String]) -> ServiceReply {
    guard !response.isHTML else {
      return .unavailable("\(host) answered with a web page instead of JSON: HTTP \(response.status).")
    }
    let object = response.object
    let code = ForeignText.code(object?["error"]?.string)
    let text = object?["error_description"]?.string ?? object?["message"]?.string
    // Other statuses without a reason come from what lies before the service: nothing was decided.
    guard code != nil || text != nil || [400, 401, 403].contains(response.status) else {
      return .unavailable("\(host) does not serve this: HTTP \(response.status).")
    }
    return .refused(
      ServiceRefusal(
        status: response.status,
        code: code,
        text: text.flatMap { ForeignText.sentence($0, without: secrets) }
      )
    )
  }

  /// The origin of a redirect's target; the rest of the URL may contain secrets.
  private static func redirectTarget(_ response: SignInResponse) -> String {
    response.location.flatMap { ServiceURL($0) }?.origin ?? "another path"
  }
}

/// A decision of a service against a request.
struct ServiceRefusal: Sendable, Hashable {
  let status: Int
  /// The OAuth error code (RFC 6749 section 5.2).
  let code: String?
  /// The reason in the service's words, without secrets.
  let text: String?

  /// The reason as the end of a sentence.
  var reason: String {
    switch (code, text) {
    case (let code?, let text?): "\(code) (“\(text)”)"
    case (let code?, nil): code
    case (nil, let text?): "“\(text)”"
    case (nil, nil): "HTTP \(status)"
    }
  }
}

extension SignInResponse {
  /// The body as a JSON object in which no name occurs twice.
  var object: JSONObject? {
    let options = JSONParser.Options(maximumDepth: 32, maximumSize: 1 << 20, rejectsDuplicateNames: true)
    return isCut ? nil : (try? JSONParser.parse(body, options: options))?.object
  }

  /// Whether the body is a web page.
  var isHTML: Bool {
    if contentType?.lowercased().hasPrefix("text/html") ?? false { return true }
    return body.first { $0 > 0x20 } == UInt8(ascii: "<")
  }
}
