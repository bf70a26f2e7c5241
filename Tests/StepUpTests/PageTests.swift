@testable import Calls
import HTML
import JSON
import MCP
import Testing
@testable import TextCoding
import WebServer

@testable import StepUp

struct PageTests {
  private func page(
    _ state: ApprovalView.State,
    secrets: [ApprovedCall.Secret] = [],
    revoking: ApprovalView.Revoking = .no
  ) -> String {
    PendingApprovalPage(
      id: "id",
      request: Asked().request(),
      formToken: "form-token",
      expiresAt: "2026-11-25T09:00:00Z",
      view: ApprovalView(state: state, secrets: secrets, revoking: revoking)
    ).body
  }

  @Test func `the question shows what is about to happen, and nothing of it is markup`() {
    let html = page(.waiting(nil))
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!html.contains("<script>"))
    for part in ["create_api_key", "Create an &quot;API&quot; key", "https://api.example", "read", "form-token"] {
      #expect(html.contains(part))
    }
    #expect(html.contains(#"type="password" id="secret-0" name="secret-password""#))
    #expect(html.contains(#"<label for="secret-1">Your second factor (optional)</label>"#))
  }

  @Test func `what went wrong is said, and the form is there again`() {
    let html = page(.waiting(.init(words: "<b>password</b> is wrong", attemptsLeft: 2)))
    #expect(
      html.contains(
        "2 attempts are left. This page takes 3 in all, and after 5 wrong ones within 15 minutes, on whatever page, none "
          + "is sent for a while."
      )
    )
    #expect(html.contains(#"role="alert""#))
    #expect(html.contains("&lt;b&gt;password"))
    #expect(html.contains("<form"))
  }

  @Test func `a secret is shown with its markup escaped, and only where it was given`() {
    let secret = ApprovedCall.Secret(name: "token", text: Asked.token)
    #expect(page(.done, secrets: [secret]).contains("myk_&lt;&amp;&gt;&quot;&#39;0123456789"))
    #expect(page(.done).contains("not shown again"))
  }

  @Test func `revoking is offered when the secret is not there, and what came of it is said`() {
    let offered = ApprovalView.Revoking.offered("<key>", problem: nil)
    #expect(page(.done, revoking: offered).contains(#"value="revoke""#))
    #expect(page(.lost, revoking: offered).contains("&lt;key&gt;"))
    let secret = ApprovedCall.Secret(name: "token", text: Asked.token)
    #expect(!page(.done, secrets: [secret], revoking: offered).contains("<form"))
    let failed = page(.done, revoking: .offered("key", problem: "<b>HTTP 500"))
    #expect(failed.contains("&lt;b&gt;HTTP 500") && failed.contains(#"value="revoke""#))
    #expect(!page(.done, revoking: .done("key")).contains("<form"))
  }

  @Test(arguments: [ApprovalView.State.submitted, .done, .lost, .failed("why"), .declined, .expired])
  func `a page of what has ended has no form`(state: ApprovalView.State) {
    #expect(!page(state).contains("<form"))
    #expect(page(state).contains("<h1"))
  }

  private func json(_ state: ApprovalView.State, revoking: ApprovalView.Revoking = .no) -> JSONObject {
    PendingApprovalPage(
      id: "id",
      request: Asked().request(["name": "n"]),
      formToken: "form-token",
      expiresAt: "2026-11-25T09:00:00Z",
      view: ApprovalView(state: state, notice: "There is one.", revoking: revoking)
    ).json
  }

  @Test func `as JSON the question has everything that the page shows`() {
    let problem = ApprovalView.Problem(words: "wrong", attemptsLeft: 1)
    #expect(problem.text.contains("This is the last attempt.") && page(.waiting(problem)).contains(problem.text))
    #expect(
      JSONValue.object(json(.waiting(problem))) == [
        "state": "waiting", "tool": "create_api_key", "title": "Create an \"API\" key", "arguments": ["name": "n"],
        "backend": "https://api.example", "expires_at": "2026-11-25T09:00:00Z", "form": "form-token",
        "fields": [["name": "password", "required": true], ["name": "second_factor", "required": false]],
        "notice": "There is one.",
        "problem": [
          "heading": "That was not accepted.", "text": .string(problem.text), "reason": "wrong", "attempts_left": 1,
        ],
      ]
    )
  }

  @Test(arguments: [
    (ApprovalView.State.submitted, "submitted"), (.done, "done"), (.lost, "lost"), (.failed("why"), "failed"),
    (.declined, "declined"), (.expired, "expired"),
  ])
  func `page and JSON say the same of what has ended`(state: ApprovalView.State, name: String) {
    let json = json(state)
    #expect(json["state"]?.string == name)
    for member in ["heading", "text"] {
      #expect(json[member]?.string.map { page(state).contains(HTMLText.escaped($0)) } == true)
    }
    #expect(!json.contains("form"))
    #expect(json["reason"]?.string == (name == "failed" ? "why" : nil))
  }

  @Test func `JSON offers to revoke where the page does`() {
    let offered = json(.lost, revoking: .offered("key", problem: "HTTP 500"))
    #expect(offered["revocation"] == ["subject": "key", "problem": "HTTP 500"])
    #expect(offered["form"] == "form-token")
    #expect(json(.done, revoking: .done("key"))["state"] == "revoked")
    #expect(json(.done, revoking: .underWay("key"))["state"] == "submitted")
    #expect(!json(.done, revoking: .done("key")).contains("form"))
  }

  @Test func `characters that cannot be seen are spelled`() {
    #expect(HTMLText.escaped("a\u{202E}b\u{200B}c\u{7}é\n") == "a[U+202E]b[U+200B]c[U+7]é\n")
    #expect(VisibleText.spelled("a\n\u{1B}[2J", keepsLines: false) == "a[U+A][U+1B][2J")
  }

  @Test func `forms are read as browsers write them`() {
    let form = FormData(Array("secret-password=p%26%3D+%C3%A4%2B%&form=f&form=g&x&=".utf8))
    #expect(form["secret-password"] == "p&= ä+%")
    #expect(form["form"] == "f")
    #expect(form["x"] == "")
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_709_251_199, "2024-02-29T23:59:59Z"), (1_735_689_599, "2024-12-31T23:59:59Z"),
    (1_769_817_600, "2026-01-31T00:00:00Z"), (1_767_225_600, "2026-01-01T00:00:00Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"),
  ])
  func `the end of a page is told as RFC 3339 writes times`(seconds: Int, text: String) {
    #expect(UTCTime.text(seconds) == text)
  }

  @Test func `on the page no value, name or heading begins a line`() {
    let evil = "x\nSent to\u{2003}evil\u{3164}\u{E0041}"
    let request = ApprovalRequest(
      StoredCall(
        id: "call",
        tool: evil,
        operation: evil,
        backend: evil,
        arguments: [evil: .string(evil), "sent_to": "https://bank.example"],
        caller: ""
      ),
      title: evil,
      fields: [.init(name: evil, isRequired: true)]
    )
    let view = ApprovalView(state: .waiting(nil), notice: evil)
    let page = PendingApprovalPage(id: "id", request: request, formToken: "f", expiresAt: "t", view: view)
    for text in [page.body, PageLayout.html(title: page.title, body: "", nonce: "n")] {
      #expect(!text.contains("\u{2003}") && !text.contains("\u{3164}") && !text.contains("\u{E0041}"))
      #expect(!text.contains("x\nSent"))
    }
    #expect(page.body.contains("x[U+A]Sent to[U+2003]evil[U+3164][U+E0041]"))
    #expect(page.body.contains("<dt>&quot;sent_to&quot;</dt>"))
    #expect(HTMLText.value("<a>\n") == "&lt;a&gt;[U+A]")
  }
}
