import ApprovalJSON
import JSON
import Testing

struct ApprovalPageTests {
  private static func page(_ state: ApprovalPage.State) -> ApprovalPage {
    ApprovalPage(
      state: state,
      tool: "t",
      title: "T",
      arguments: ["a": 1],
      backend: "https://h",
      expiresAt: "2026-01-01T00:00:00Z"
    )
  }

  @Test func `a question is read as it was written`() throws {
    var page = Self.page(.waiting)
    page.form = "f"
    page.fields = [.init(name: "p", isRequired: true), .init(name: "q", isRequired: false)]
    page.notice = "n"
    page.hindrance = "h"
    page.problem = .init(heading: "H.", text: "T.", reason: "r", attemptsLeft: 2)
    let read = try #require(ApprovalPage(.object(page.json)))
    #expect(read.json == page.json)
    #expect(read.fields.map(\.name) == ["p", "q"])
    #expect(read.fields.map(\.isRequired) == [true, false])
    #expect([read.form, read.notice, read.hindrance] == ["f", "n", "h"])
    #expect(read.problem?.attemptsLeft == 2)
    #expect(page.json.members.map(\.name).suffix(5) == ["form", "fields", "notice", "hindrance", "problem"])
  }

  @Test(arguments: [ApprovalPage.State.submitted, .done, .lost, .failed, .declined, .expired, .revoked])
  func `an outcome is read as it was written`(state: ApprovalPage.State) throws {
    var page = Self.page(state)
    (page.heading, page.text, page.reason) = ("H", "T", "r")
    page.secrets = [.init(name: "s", text: "S")]
    page.revocation = .init(subject: "key", problem: "p")
    page.form = "f"
    let read = try #require(ApprovalPage(.object(page.json)))
    #expect(read.json == page.json)
    #expect(read.state == state)
    #expect([read.heading, read.text, read.reason] == ["H", "T", "r"])
    #expect(read.secrets.map(\.text) == ["S"])
    #expect(read.revocation?.subject == "key")
    #expect(read.revocation?.problem == "p")
    #expect(read.form == "f")
  }

  @Test func `a sign-in is read as it was written`() throws {
    var page = Self.page(.signIn)
    var signIn = ApprovalPage.SignIn(reason: "r")
    (signIn.provider, signIn.hasBrowser, signIn.hasCode, signIn.pasting) = ("id.example", true, true, "p")
    (signIn.wanted, signIn.command, signIn.account, signIn.notice) = ("w", "c", "a", "n")
    (signIn.problem, signIn.visitor, signIn.isUnderWay) = ("x", "v", true)
    signIn.code = .init(
      text: "AAAA-BBBB",
      url: "https://id.example/d",
      completeURL: "https://id.example/e",
      expiresAt: "t"
    )
    (page.signIn, page.form) = (signIn, "f")
    let read = try #require(ApprovalPage(.object(page.json)))
    #expect(read.json == page.json)
    #expect(page.json["state"] == "sign_in")
    #expect(read.signIn?.hasBrowser == true && read.signIn?.hasCode == true && read.signIn?.isUnderWay == true)
    #expect([read.signIn?.account, read.signIn?.visitor, read.signIn?.pasting, read.form] == ["a", "v", "p", "f"])
    #expect(read.signIn?.code?.completeURL == "https://id.example/e")
  }

  @Test func `the account and the news of a question are read as they were written`() throws {
    var page = Self.page(.waiting)
    (page.account, page.news) = ("Mario", "n")
    let read = try #require(ApprovalPage(.object(page.json)))
    #expect([read.account, read.news] == ["Mario", "n"])
  }

  @Test func `what does not apply is left out`() {
    #expect(Self.page(.declined).json.members.map(\.name) == Self.always)
    #expect(Self.page(.waiting).json.members.map(\.name) == Self.always + ["fields"])
  }

  private static let always = ["state", "tool", "title", "arguments", "backend", "expires_at"]
}
