package import JSON

/// One way in which the backend says again what it must not: every answer is full of secrets, wherever there is room.
package enum EchoAnswer: String, Sendable, CaseIterable {
  case success
  /// With members that the document does not know.
  case undocumented
  case text, html, binary
  case wideText = "text in UTF-16"
  case latinText = "text in Latin-1"
  case wideJSON = "JSON in UTF-16"
  case brokenJSON = "broken JSON"
  case problem, unauthorized, forbidden, conflict, failed, unavailable
  case redirect
  case redirectKept = "redirect, method kept"
  /// The connection is closed instead.
  case hangUp = "no answer"
  /// The password is called wrong. So few of those are sent that this comes last.
  case refusal

  /// What an answer depends on.
  package struct Situation: Sendable {
    /// How many requests were answered before as it was wanted.
    package var carriedOut = 0
    /// The secrets that the request has.
    package var shown: [CanarySecrets.Secret] = []
    /// What the tool is called with.
    package var arguments: JSONObject = [:]
  }

  /// What an operation answers when it succeeds.
  package struct Success: Sendable {
    package let status: Int
    package let body: @Sendable (Situation) -> JSONValue

    package init(status: Int, body: @escaping @Sendable (Situation) -> JSONValue) {
      self.status = status
      self.body = body
    }
  }

  /// The answer as it goes over the wire; `nil` if there is none.
  func bytes(_ echo: Echo, _ success: Success, _ situation: Situation) -> [UInt8]? {
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
