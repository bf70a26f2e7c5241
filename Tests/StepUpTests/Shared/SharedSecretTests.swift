@testable import Calls
import JSON
import MCP
@testable import StepUp
import Store
import Testing

/// What a store of approvals is given: data, and secrets only where they are sealed.
struct SharedSecretTests {
  private static let own = "session-of-the-caller-0123456789"

  private func request(_ asked: Asked) throws -> ApprovalRequest {
    var json = try #require(asked.request(["name": "n"]).json.object)
    var call = try #require(json["call"]?.object)
    call["arguments"] = nil
    json["call"] = .object(call)
    let confidential: JSONValue = ["credential": .string(Self.own), "arguments": ["name": "argument-9876543210"]]
    return try #require(ApprovalRequest(.object(json), confidential: confidential))
  }

  @Test func `no row ever has what a person types or is shown, and secret arguments stand only under confidential`()
    async throws
  {
    let replicas = Replicas(Asked(Asked.refused, Asked.done))
    let request = try request(replicas.asked)
    guard case .waiting(let link, _) = await replicas.a.stepUp.answer(request, .unheard) else {
      Issue.record("nobody is asked")
      return
    }
    _ = await replicas.b.decide(link.url, password: "wr0ng-secret")
    #expect(await replicas.c.decide(link.url, password: "r1ght-secret").text.contains("myk_"))
    guard case .finished = await replicas.a.stepUp.answer(request, .unheard) else {
      Issue.record("the outcome is not told")
      return
    }
    #expect(replicas.asked.given.map { $0["password"] } == ["wr0ng-secret", "r1ght-secret"])
    let everything = replicas.store.everything
    for secret in ["wr0ng-secret", "r1ght-secret", "myk_", Asked.token] { #expect(!everything.contains(secret)) }
    let rows = replicas.store.written(in: "approval")
    #expect(rows.count >= 5)
    for row in rows {
      var json = try #require(try JSONParser.parse(Array(row.utf8)).object)
      json["confidential"] = nil
      #expect(!JSONValue.object(json).description.contains("argument-9876543210"))
      #expect(!row.contains(Self.own))
    }
    // Names and owners are not sealed: they lead to no page.
    let id = try #require(link.url.split(separator: "/").last)
    let names = everything.split(separator: "\n").map { $0.prefix { $0 != "{" } }
    #expect(!names.filter { !$0.hasSuffix(id) }.contains { $0.contains(id) })
  }

  @Test func `the caller's own credential is used by whichever replica sends, and goes with the outcome`() async throws
  {
    let replicas = Replicas(Asked(Asked.refused, Asked.done))
    guard case .waiting(let link, _) = await replicas.a.stepUp.answer(try request(replicas.asked), .unheard) else {
      Issue.record("nobody is asked")
      return
    }
    #expect(replicas.store.written(in: "approval-credential") == [Self.own])
    _ = await replicas.b.decide(link.url)
    #expect(await replicas.isCredentialKept)
    _ = await replicas.c.decide(link.url)
    #expect(replicas.asked.used == [CallerCredential(Self.own), CallerCredential(Self.own)])
    #expect(await !replicas.isCredentialKept)
  }

  @Test func `who sends a page when the credential has just gone sees what became of it`() async throws {
    let replicas = Replicas(Asked(Asked.done, Asked.done))
    guard case .waiting(let link, _) = await replicas.a.stepUp.answer(try request(replicas.asked), .unheard) else {
      Issue.record("nobody is asked")
      return
    }
    let shared = try #require(replicas.a.stepUp.shared)
    let id = try #require(link.url.split(separator: "/").last)
    let read = try #require(try await shared.row(String(id)))
    _ = await replicas.b.decide(link.url)
    let view = try await shared.submit(read, ["password": "p4ssw0rd"])
    guard case .done = view.state else {
      Issue.record("the page says \(view.state)")
      return
    }
    #expect(replicas.asked.used == [CallerCredential(Self.own)])
  }

  @Test(arguments: ["decline", "lapse"])
  func `the caller's own credential goes with the question`(ending: String) async throws {
    let replicas = Replicas(Asked(Asked.done))
    guard case .waiting(let link, _) = await replicas.a.stepUp.answer(try request(replicas.asked), .unheard) else {
      Issue.record("nobody is asked")
      return
    }
    #expect(await replicas.isCredentialKept)
    let token = await replicas.b.token(link.url)
    if ending == "decline" {
      _ = await replicas.b.decide(link.url, "decline")
    } else {
      replicas.utc.advance(by: 600)
      #expect(await replicas.b.decide(link.url, token: token).text.contains("Expired"))
    }
    #expect(await !replicas.isCredentialKept)
    #expect(replicas.asked.used.isEmpty)
  }

  @Test func `what was made is revoked with the caller's own credential for ten minutes, and with no other after them`()
    async throws
  {
    let revocation = Revocation(subject: "key 1", operation: "DELETE /keys/{id}", arguments: ["id": 1])
    let done = ApprovedCall(.done, result: Asked.done.result, secrets: Asked.done.secrets, revocation: revocation)
    let replicas = Replicas(Asked(done, revoking: { _ in "not now" }))
    guard case .waiting(let link, _) = await replicas.a.stepUp.answer(try request(replicas.asked), .unheard) else {
      Issue.record("nobody is asked")
      return
    }
    replicas.utc.advance(by: 590)
    _ = await replicas.b.decide(link.url)
    #expect(await replicas.c.decide(link.url, "revoke").text.contains("not now"))
    #expect(replicas.asked.used == [CallerCredential(Self.own), CallerCredential(Self.own)])
    replicas.utc.advance(by: 10)
    #expect(await !replicas.isCredentialKept)
    #expect(await replicas.a.decide(link.url, "revoke").text.contains("ten minutes at most"))
    #expect(replicas.asked.used.count == 2)
  }

  @Test(arguments: ["p4rt"])
  func `a row reads what it has written`(part: String) throws {
    var row = ApprovalRow(
      try request(Asked()),
      at: "https://h.example/step-up/any/i",
      id: "i",
      notice: part,
      from: 1000,
      for: 600
    )
    let claim = ApprovalRow.Claim(holder: "a 1", until: 1030)
    let revocation = Revocation(
      subject: "key",
      operation: "DELETE /k",
      arguments: ["id": "x"],
      hasSecretArguments: true
    )
    var result = ToolResult(
      content: [
        .text("t"), Content(.image(data: "aa", mimeType: "image/png")),
        Content(.resourceLink(ResourceDescription(uri: "u://v", name: "n", mimeType: "a/b", size: 1))),
        Content(.resource(ResourceContents(uri: "u://w", mimeType: "a/b", .blob("aa")))),
      ],
      structuredContent: ["a": 1],
      notesMember: "notes"
    )
    result.contentOfStructure = [.text("s")]
    func check() throws {
      let read = try #require(ApprovalRow(try JSONParser.parse(row.json.json)))
      #expect(read.json == row.json)
      #expect(read.request == row.request && read.keepsCredential == row.keepsCredential)
      #expect(read.expires == row.expires)
    }
    try check()
    var changes = [row.begin(claim, at: 1001)]
    try check()
    let refused = ApprovedCall(.refused(attemptsLeft: nil), result: .failure("wrong"))
    changes.append(row.complete(claim, at: 1002, .call(refused)))
    try check()
    changes.append(row.begin(claim, at: 1003))
    changes.append(row.complete(claim, at: 1004, .call(ApprovedCall(.lost, result: result, revocation: revocation))))
    try check()
    #expect(row.keepsCredential && row.json["state"]?["result"]?["content"]?.array?.count == 4)
    changes.append(row.beginRevoking(claim))
    try check()
    changes.append(row.endClaim(at: 1030))
    try check()
    changes.append(row.beginRevoking(claim))
    changes.append(row.complete(claim, at: 1031, .revocation(revocation, problem: nil)))
    try check()
    #expect(!changes.contains(false))
    #expect(!row.keepsCredential && row.request.call.credential == nil)
  }
}

extension Replicas {
  /// Whether the caller's own credential is in the store.
  fileprivate var isCredentialKept: Bool {
    get async {
      for place in store.places(in: "approval-credential") where (try? await base.get(place)) != nil { return true }
      return false
    }
  }
}
