import JSON
@testable import Linking
import MCP
import Store
import Testing

/// Pages and attempts in a store that several replicas use at once.
struct LinkStoreTests {
  private static let api = "https://api.example"
  private let store = LinkStore(store: MemoryStore())

  private func page(of caller: String, state: LinkPage.State = .waiting) throws -> LinkPage {
    LinkPage(
      id: LinkID.make(),
      caller: try #require(Principal(issuer: "https://i", kind: .person, subject: caller, clientID: "c")),
      document: nil,
      tool: "t",
      reason: "r.",
      form: LinkID.make(),
      expires: 253_402_300_799,
      state: state
    )
  }

  @Test func `calls at the same time share one page of their caller, and none of another`() async throws {
    let ids = try await withThrowingTaskGroup(of: (String, String, Bool).self) { group in
      for number in 0..<60 {
        let name = "caller-\(number % 3)"
        let page = try page(of: name)
        group.addTask { [store] in
          let (counts, isNew) = try await store.add(page, for: Self.api)
          return (counts.caller.subject ?? "", counts.id, isNew)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(ids.count == 60)
    #expect(Set(ids.map(\.0)).count == 3)
    #expect(Set(ids.map { "\($0.0) \($0.1)" }).count == 3)
    #expect(ids.count(where: \.2) == 3)
  }

  @Test func `of changes at the same time each builds on the one before`() async throws {
    let (page, _) = try await store.add(try page(of: "alice"), for: Self.api)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<40 {
        group.addTask { [store] in
          _ = try? await store.change(page.id) { page in
            var page = page
            page.tries += 1
            return page
          }
        }
      }
    }
    #expect(try await store.page(page.id)?.tries == 40)
  }

  @Test func `one redirect of many gets an attempt`() async throws {
    let (page, _) = try await store.add(try page(of: "alice"), for: Self.api)
    let attempt = LinkAttempt(.link, page: page.id, visitor: "v", request: ["state": "s"])
    try await store.add(attempt, "r", until: 253_402_300_799)
    #expect(try await store.attempt("r")?.visitor == "v")
    let taken = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 { group.addTask { [store] in (try? await store.take("r")) != nil } }
      return await group.reduce(into: 0) { count, isTaken in count += isTaken ? 1 : 0 }
    }
    #expect(taken == 1)
  }

  @Test func `of attempts to end sessions the oldest gives way`() async throws {
    for number in 0...LinkStore.maximumUnlinking {
      let attempt = LinkAttempt(.unlink, page: "", visitor: "v", request: ["state": "s"])
      try await store.add(attempt, "r\(number)", until: 253_402_300_799)
    }
    #expect(try await store.attempt("r0") == nil)
    #expect(try await store.attempt("r1")?.purpose == .unlink)
    #expect(try await store.attempt("r\(LinkStore.maximumUnlinking)")?.purpose == .unlink)
  }

  @Test func `a page whose outcome was told is gone, with the way to it`() async throws {
    let (page, _) = try await store.add(try page(of: "alice"), for: Self.api)
    try await store.remove(page, for: Self.api)
    #expect(try await store.page(page.id) == nil)
    #expect(try await store.page(of: page.caller, for: Self.api) == nil)
  }

  @Test(arguments: [.waiting, .declined, .linked(account: "A"), .refused("no.")] as [LinkPage.State])
  func `a page is read as it was written`(state: LinkPage.State) throws {
    var written = try page(of: "é", state: state)
    (written.visitor, written.tries) = ("v", 3)
    let read = try #require(LinkPage(try JSONParser.parse(written.json.json)))
    #expect(read.json == written.json)
    #expect(read.caller.key == written.caller.key && read.state == state)
    var damaged = try #require(written.json.object)
    damaged["caller"] = ["issuer": "https://i", "kind": "person"]
    #expect(LinkPage(.object(damaged)) == nil)
  }

  @Test func `an attempt of an unknown purpose is none`() throws {
    let attempt = LinkAttempt(.linkIdentified, page: "p", visitor: "v", request: [:])
    #expect(LinkAttempt(attempt.json)?.purpose == .linkIdentified)
    var other = try #require(attempt.json.object)
    other["purpose"] = "admin"
    #expect(LinkAttempt(.object(other)) == nil)
  }
}
