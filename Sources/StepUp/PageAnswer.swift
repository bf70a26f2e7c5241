import Calls
import JSON

/// An HTTP response of the page, for a browser or a program that acts as one.
struct PageAnswer: Sendable {
  /// Format of the response body.
  enum Form: Sendable {
    case html, json
  }

  var status = 200
  var headers: [(String, String)]
  var text: String

  /// The page of an approval.
  init(_ page: PendingApprovalPage, as form: Form = .html, nonce: String = RandomID.make(bits: 128)) {
    switch form {
    case .html: self.init(title: page.title, body: page.body, nonce: nonce, isChanging: page.isChanging)
    case .json: self.init(json: page.json)
    }
  }

  private init(status: Int = 200, title: String, body: String, nonce: String, isChanging: Bool = false) {
    self.status = status
    let policy = "style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; "
    headers = Self.headers("text/html; charset=utf-8", policy: policy)
    text = PageLayout.html(title: title, body: body, nonce: nonce, isChanging: isChanging)
  }

  private init(status: Int = 200, json: JSONObject) {
    self.status = status
    headers = Self.headers("application/json")
    text = JSONValue.object(json).description
  }

  /// Leads the browser elsewhere by a GET (RFC 9110 section 15.4.4).
  static func redirect(to target: String) -> PageAnswer {
    var answer = PageAnswer(status: 303, title: "Elsewhere", body: "", nonce: RandomID.make(bits: 128))
    answer.text = ""
    answer.headers.append(("Location", target))
    return answer
  }

  /// A response to a request that leads to no approval.
  enum Note: Error {
    case misdirected, unknown, method, tooLarge, foreign
    /// The store of approvals is away.
    case unavailable
    /// A redirect that no sign-in waits for, or one that another browser waits for.
    case foreignRedirect, otherBrowser
    /// The connection belongs to another user of this machine, to an unknown one, or the system cannot tell.
    case otherUser, unknownUser, unavailableUser
  }

  static func note(_ note: Note, as form: Form) -> PageAnswer {
    let (status, title, text) =
      switch note {
      case .misdirected: (421, "Wrong address", "This page has another address. Open the link as it was given.")
      case .unknown:
        (
          404, "Nothing to approve here",
          "This link is not known here: it has ended, or another process made it. Nothing was done. "
            + "Have the assistant ask again for a new one."
        )
      case .method: (405, "Not possible", "This page can be read and sent, and nothing else.")
      case .tooLarge: (413, "Too long", "What was sent is too long. Nothing was done.")
      case .foreign:
        (403, "Not accepted", "This was not sent by the page itself. Nothing was done. Open the link again.")
      case .unavailable:
        (
          503, "Not now",
          "This page cannot be looked up just now. Nothing was sent by this. Open the link again in a moment."
        )
      case .foreignRedirect:
        (
          400, "Nothing happened",
          "No sign-in is waiting for this: it was completed, has ended, or was never started here. Open the link that "
            + "the assistant gave you again."
        )
      case .otherBrowser:
        (
          400, "Another browser",
          "This sign-in was started in another browser, and goes on only there. Nothing happened. To sign in with this "
            + "one, open the link that the assistant gave you here."
        )
      case .otherUser:
        (
          403, "Not for you",
          "This page is for the user who runs the server, and another user of this machine has asked for it. "
            + "Nothing was done, and it was noted."
        )
      case .unknownUser:
        (
          403, "Not known who asks",
          "It could not be found out which user of this machine has asked for this page. Nothing was done. Try again."
        )
      case .unavailableUser:
        (
          403, "Not known who asks",
          "This system does not tell which user a connection is of, so the page is shown to nobody. Nothing was done. "
            + "Make the call in a terminal instead: nethesis-mcp call TOOL --password-prompt."
        )
      }
    switch form {
    case .html:
      return PageAnswer(
        status: status,
        title: title,
        body: #"<h1 class="neutral">\#(title)</h1>"# + "\n<p>\(text)</p>",
        nonce: RandomID.make(bits: 128)
      )
    case .json:
      return PageAnswer(status: status, json: ["state": "none", "heading": .string(title), "text": .string(text)])
    }
  }

  /// Response headers: the page is never stored, framed or sent as a referrer, and loads nothing from other origins.
  private static func headers(_ type: String, policy: String = "") -> [(String, String)] {
    [
      ("Content-Type", type),
      ("Cache-Control", "no-store"),
      ("Referrer-Policy", "no-referrer"),
      ("X-Content-Type-Options", "nosniff"),
      ("X-Frame-Options", "DENY"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      (
        "Content-Security-Policy",
        "default-src 'none'; \(policy)form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
      ),
    ]
  }
}
