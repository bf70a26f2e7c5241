package import JSON

/// A kind of response with which the backend echoes secrets in every possible place.
package enum EchoAnswer: String, Sendable, CaseIterable {
  case success
  /// A success with members that the document does not declare.
  case undocumented
  case text, html, binary
  case wideText = "text in UTF-16"
  case latinText = "text in Latin-1"
  case wideJSON = "JSON in UTF-16"
  case brokenJSON = "broken JSON"
  case problem, unauthorized, forbidden, conflict, failed, unavailable
  case redirect
  case redirectKept = "redirect, method kept"
  /// The connection is closed without a response.
  case hangUp = "no answer"
  /// The password is refused as wrong; few of these are sent, so this comes last.
  case refusal

  /// The values that a response depends on.
  package struct Situation: Sendable {
    /// The number of requests already answered as expected.
    package var carriedOut = 0
    /// The secrets in the request.
    package var shown: [CanarySecrets.Secret] = []
    /// The arguments of the tool call.
    package var arguments: JSONObject = [:]
  }

  /// The successful response of an operation.
  package struct Success: Sendable {
    /// The HTTP status.
    package let status: Int
    /// Makes the body.
    package let body: @Sendable (Situation) -> JSONValue

    /// Makes the description of a successful response.
    package init(status: Int, body: @escaping @Sendable (Situation) -> JSONValue) {
      self.status = status
      self.body = body
    }
  }

  /// The response's bytes; `nil` if the connection is closed instead.
  func bytes(_ echo: SecretEcho, _ success: Success, _ situation: Situation) -> [UInt8]? {
    switch self {
    case .success: return echo.json(success.status, success.body(situation), isExtended: false)
    case .undocumented: return echo.json(success.status, success.body(situation))
    case .text: return echo.answer(200, "text/plain; charset=utf-8", echo.text)
    case .html: return echo.answer(200, "text/html", echo.html)
    case .binary: return echo.answer(200, "application/octet-stream", [0, 0xFF, 0xFE] + echo.text + [0, 0x80])
    case .wideText: return echo.answer(200, "text/plain; charset=utf-16", echo.wideText)
    case .latinText: return echo.answer(200, "text/html; charset=iso-8859-1", echo.latinText)
    case .wideJSON: return echo.wideJSON(success.status, success.body(situation))
    case .brokenJSON: return echo.answer(200, "application/json", echo.text)
    case .refusal:
      let error: JSONValue = ["key": "password", "message": "incorrect_password"]
      return echo.json(400, ["code": 400, "message": "validation failed", "data": ["errors": [error]]])
    case .problem: return echo.problem(400)
    case .unauthorized: return echo.json(401, [:])
    case .forbidden: return echo.answer(403, "text/html; charset=utf-8", echo.html)
    case .conflict: return echo.json(409, ["code": 409])
    case .failed: return echo.answer(500, "text/plain", echo.text)
    case .unavailable: return echo.problem(503)
    case .redirect: return echo.answer(302, "text/html", echo.html)
    case .redirectKept: return echo.answer(307, "text/plain", echo.text)
    case .hangUp: return nil
    }
  }
}
