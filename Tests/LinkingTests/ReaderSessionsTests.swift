@testable import Linking
import MCP
import Store
import Synchronization
import Testing

/// Sessions of people who read the pages beside the endpoint.
struct ReaderSessionsTests {
  private let store = MemoryStore()
  private let time = Time()

  private var sessions: ReaderSessions { ReaderSessions(store: store) { [time] in time.seconds } }

  private func reader(_ name: String) throws -> Principal {
    let scopes: Set = ["read", "keys"]
    return try #require(
      Principal(issuer: "https://i", kind: .person, subject: name, clientID: "c", scopes: scopes, expiry: 7)
    )
  }

  @Test func `a session names its reader with the scopes, until it is ended`() async throws {
    let (alice, bob) = (try reader("alice"), try reader("bob"))
    let (first, second) = (try await sessions.start(for: alice), try await sessions.start(for: bob))
    #expect(try await sessions.reader(of: first)?.key == alice.key)
    #expect(try await sessions.reader(of: first)?.scopes == alice.scopes)
    #expect(try await sessions.reader(of: second)?.key == bob.key)
    #expect(try await sessions.reader(of: LinkID.make()) == nil)
    try await sessions.end(first)
    #expect(try await sessions.reader(of: first) == nil)
    #expect(try await sessions.reader(of: second) != nil)
  }

  @Test func `a session ends after eight hours`() async throws {
    let id = try await sessions.start(for: try reader("alice"))
    time.seconds += ReaderSessions.lifetime - 1
    #expect(try await sessions.reader(of: id) != nil)
    time.seconds += 1
    #expect(try await sessions.reader(of: id) == nil)
  }

  @Test func `the oldest of too many sessions of one person ends, and none of another`() async throws {
    let other = try await sessions.start(for: try reader("bob"))
    var ids: [String] = []
    for _ in 0...ReaderSessions.maximum { ids.append(try await sessions.start(for: try reader("alice"))) }
    #expect(try await sessions.reader(of: ids[0]) == nil)
    #expect(try await sessions.reader(of: ids[1]) != nil)
    #expect(try await sessions.reader(of: other) != nil)
  }

  @Test func `names of entries, which are not sealed, tell no session`() async throws {
    let alice = try reader("alice")
    let id = try await sessions.start(for: alice)
    let names = try await store.list(owner: alice.key, in: "reader-session").map(\.name)
    #expect(names.count == 1 && !names[0].contains(id))
  }

  @Test(arguments: [
    ("https://h.example", "__Secure-nethesis-mcp-reader", "Path=/;"),
    ("https://h.example/a/b", "__Secure-nethesis-mcp-reader", "Path=/a/b/;"),
    ("https://h.example:8443/a", "__Secure-nethesis-mcp-reader-8443", "Path=/a/;"),
    ("http://127.0.0.1:8722", "nethesis-mcp-reader-8722", "Path=/;"),
  ])
  func `the cookie is for the folder and the port of the pages`(base: String, name: String, path: String) {
    let (cookie, id) = (ReaderCookie(at: base), LinkID.make())
    let field = cookie.field(id)
    #expect(field.hasPrefix("\(name)=\(id); ") && field.contains(path))
    #expect(field.contains("HttpOnly") && field.contains("SameSite=Lax"))
    #expect(field.hasSuffix("; Secure") == base.hasPrefix("https"))
    #expect(cookie.ids(in: ["a=b; \(name)=\(id)"]) == [id])
    #expect(cookie.ids(in: ["x\(name)=\(id)", "\(name)=short"]) == [])
    #expect(cookie.removal.hasPrefix("\(name)=; Max-Age=0; ") && cookie.removal.contains(path))
  }
}

/// A time that a test sets, later than that of the store, which drops what has ended.
private final class Time: Sendable {
  private let value = Mutex(4_000_000_000)

  var seconds: Int {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}
