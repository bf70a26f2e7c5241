import JSON
import MCP
import NIOHTTP1
import Synchronization
import Testing

@testable import MCPHTTP

/// Callers with access tokens of an issuer, from challenge to scope.
@Suite struct IssuedTokenTests {
  private let issuer = SmallIssuer()
  private static let metadata = "https://mcp.example/.well-known/oauth-protected-resource/x/mcp"

  private func send(
    _ request: ModernRequest = ModernRequest(),
    _ authorization: String...,
    access: IssuedTokenAccess? = nil
  ) async -> RecordedExchange {
    let desk = Desk(access: access ?? issuer.access())
    var headers = request.headers
    for value in authorization { headers.add(name: "Authorization", value: value) }
    return await desk.post(request.body, headers: headers).ended()
  }

  private func challenge(_ exchange: RecordedExchange) -> String? { exchange.headers.first(name: "www-authenticate") }

  @Test func `AUTH-01: a valid token lets its caller in, as who it names`() async throws {
    let exchange = await send(ModernRequest(), "Bearer \(try issuer.token("read"))")
    #expect(exchange.status == .ok)
    #expect(challenge(exchange) == nil)
  }

  @Test func `AUTH-04, AUTH-05, AUTH-14: who has no token is told where to get one, and for what`() async {
    let expected = #"Bearer scope="read", resource_metadata="\#(Self.metadata)""#
    for exchange in [await send(), await send(ModernRequest(), "Basic YTph")] {
      #expect(exchange.status == .unauthorized)
      #expect(challenge(exchange) == expected)
    }
  }

  @Test(arguments: ["Bearer", "Bearer ", "Bearer   ", "bearer", "BEARER\t"])
  func `AUTH-14: an empty credential is none, and gets the whole challenge`(authorization: String) async {
    let exchange = await send(ModernRequest(), authorization)
    #expect(exchange.status == .unauthorized)
    let header = challenge(exchange) ?? ""
    #expect(header.contains(#"scope="read""#) && header.contains(#"resource_metadata="\#(Self.metadata)""#))
    #expect(!header.contains("error"))
  }

  @Test(arguments: ["bearer nonsense", "Bearer a.b.c", "Bearer x=="])
  func `AUTH-04, AUTH-08, AUTH-14: a bad token gets the whole challenge`(authorization: String) async {
    let exchange = await send(ModernRequest(), authorization)
    #expect(exchange.status == .unauthorized)
    let header = challenge(exchange) ?? ""
    for part in [#"error="invalid_token""#, #"scope="read""#, #"resource_metadata="\#(Self.metadata)""#] {
      #expect(header.contains(part))
    }
  }

  @Test(arguments: [["Bearer a b"], ["Bearer a,b"], ["Bearer \"a\""], ["Bearer a=b"], ["Bearer é"], ["Bearer ="]])
  func `AUTH-08: a field of another form is a malformed request`(authorization: [String]) async {
    let exchange = await send(ModernRequest(), authorization[0])
    #expect(exchange.status == .badRequest)
    #expect(challenge(exchange)?.contains(#"error="invalid_request""#) == true)
    #expect(challenge(exchange)?.contains(Self.metadata) == true)
  }

  @Test func `AUTH-08: two fields are a malformed request, even if one is right`() async throws {
    let token = try issuer.token("read")
    for pair in [["Bearer \(token)", "Bearer \(token)"], ["Basic YTph", "Bearer \(token)"]] {
      #expect(await send(ModernRequest(), pair[0], pair[1]).status == .badRequest)
    }
  }

  @Test(
    arguments: [
      ["aud": "https://other.example/mcp"], ["iss": "https://evil.example"], ["exp": 1_000_000_000], ["cnf": [:]],
      ["aud": []],
    ] as [[String: JSONValue]]
  )
  func `AUTH-01, AUTH-02: every fault has the same challenge, and the log says which it is`(
    changes: [String: JSONValue]
  ) async throws {
    let token = try issuer.token("read", changes.mapValues(Optional.some))
    let exchange = await send(ModernRequest(), "Bearer \(token)")
    #expect(exchange.status == .unauthorized)
    #expect(
      challenge(exchange)
        == #"Bearer error="invalid_token", scope="read", resource_metadata="\#(Self.metadata)", "#
        + #"error_description="The access token is not valid here""#
    )
    let lines = issuer.lines.withLock { $0 }
    #expect(lines.count == 1)
    // AUTH-21: no part of the token.
    for part in token.split(separator: ".") { #expect(!lines[0].contains(part)) }
  }

  @Test func `an issuer that is down is no reason to send a token away`() async throws {
    issuer.goDown()
    let exchange = await send(ModernRequest(), "Bearer \(try issuer.token("read"))")
    #expect(exchange.status == .serviceUnavailable)
    let seconds = exchange.headers.first(name: "retry-after").flatMap { Int($0) }
    #expect((1...5).contains(seconds ?? 0))
    #expect(challenge(exchange) == nil)
  }

  @Test func `AUTH-03: the metadata stand at both places, for everybody, and name the server as clients do`() throws {
    let desk = Desk(access: issuer.access())
    for path in ["/.well-known/oauth-protected-resource/x/mcp", "/.well-known/oauth-protected-resource"] {
      let headers: HTTPHeaders = ["Host": "elsewhere.example", "X-Forwarded-Host": "evil.example"]
      let exchange = desk.send(.GET, headers: headers, uri: path)
      #expect(exchange.status == .ok)
      #expect(exchange.headers.first(name: "content-type") == "application/json")
      #expect(exchange.headers.first(name: "access-control-allow-origin") == "*")
      let metadata = try #require(exchange.json)
      #expect(metadata["resource"] == "https://mcp.example/x/mcp")
      #expect(metadata["authorization_servers"] == ["https://id.example/oidc"])
      #expect(metadata["bearer_methods_supported"] == ["header"])
      #expect(metadata["resource_name"] == "Sample")
      // AUTH-11, AUTH-12: few, and none that is between clients and the issuer.
      #expect(metadata["scopes_supported"] == ["read", "write"])
      #expect(desk.send(.HEAD, uri: path).text.isEmpty)
      #expect(desk.send(.OPTIONS, uri: path).status == .noContent)
      #expect(desk.send(.POST, uri: path).status == .methodNotAllowed)
    }
    for path in ["/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource/x/mcp/"] {
      #expect(desk.send(.GET, uri: path).status == .notFound)
    }
    #expect(Desk().send(.GET, uri: "/.well-known/oauth-protected-resource").status == .notFound)
  }

  @Test func `AUTH-06: too little scope is 403, before anything is done, and names what is missing`() async throws {
    let exchange = await send(.call("gate"), "Bearer \(try issuer.token("read"))")
    #expect(exchange.status == .forbidden)
    #expect(
      challenge(exchange)
        == #"Bearer error="insufficient_scope", scope="write", resource_metadata="\#(Self.metadata)", "#
        + #"error_description="This needs the scope write, which the access token does not have""#
    )
    #expect(exchange.json?["id"] == 1)
    #expect(exchange.json?["error"]?["message"]?.string?.contains("scope write") == true)
  }

  @Test func `AUTH-06: older versions are told all scopes that a client then needs`() async throws {
    let desk = Desk(access: issuer.access())
    let headers: HTTPHeaders = ["Authorization": "Bearer \(try issuer.token("read offline_access"))"]
    let opened = await desk.post(Desk.initialize("2025-11-25"), headers: headers).ended()
    let id = try #require(opened.headers.first(name: "mcp-session-id"))
    let session = ClientSession(desk: desk, id: id, headers: headers + ["Mcp-Session-Id": id])
    let exchange = session.call("gate")
    #expect(exchange.status == .forbidden)
    // AUTH-11: of the token's scopes only those of this server.
    #expect(challenge(exchange)?.contains(#"scope="read write""#) == true)
    #expect(await session.call("echo", id: 2).ended().status == .ok)
  }

  @Test func `AUTH-07: writing includes reading, and keys are apart`() async throws {
    for (scope, tool, status) in [
      ("read", "echo", 200), ("write", "echo", 200), ("read write", "echo", 200), ("keys", "echo", 403),
      ("my:keys", "echo", 403), ("", "echo", 403), ("READ", "echo", 403), ("readx", "echo", 403),
      ("my:keys read", "echo", 200),
    ] {
      let exchange = await send(.call(tool), "Bearer \(try issuer.token(scope))")
      #expect(exchange.status.map { Int($0.code) } == status, "\(scope)")
    }
  }

  @Test func `documentation is for everybody with one of the scopes, and lists for every caller`() async throws {
    let page = ModernRequest("resources/read", ["uri": "doc://page"])
    for (scope, status) in [("my:keys", 200), ("read", 200), ("", 403), ("other", 403)] {
      #expect(await send(page, "Bearer \(try issuer.token(scope))").status.map { Int($0.code) } == status)
    }
    #expect(await send(ModernRequest("tools/list"), "Bearer \(try issuer.token(""))").status == .ok)
  }

  @Test func `the first challenge names further scopes if a setting says so`() async {
    let exchange = await send(access: issuer.access(asked: [.write, .keys]))
    #expect(challenge(exchange)?.contains(#"scope="read write my:keys""#) == true)
  }

  @Test func `AUTH-16: lists are whole, or by scope and then kept by nobody else`() async throws {
    let list = ModernRequest("tools/list")
    func names(_ exchange: RecordedExchange) -> Set<String> {
      Set((exchange.json?["result"]?["tools"]?.array ?? []).compactMap { $0["name"]?.string })
    }
    let whole = await send(list, "Bearer \(try issuer.token("read"))")
    #expect(names(whole).isSuperset(of: ["echo", "gate"]))
    let access = issuer.access(listsByScope: true)
    let some = await send(list, "Bearer \(try issuer.token("read"))", access: access)
    #expect(names(some).contains("echo"))
    #expect(!names(some).contains("gate"))
    #expect(some.json?["result"]?["cacheScope"] == "private")
    let more = await send(list, "Bearer \(try issuer.token("write"))", access: access)
    #expect(names(more) == names(whole))
    #expect(names(await send(list, "Bearer \(try issuer.token(""))", access: access)).isEmpty)
    let known = await send(list, "Bearer nmcp_known", access: issuer.access(besides: OneToken(), listsByScope: true))
    #expect(names(known) == names(whole))
  }

  @Test func `access tokens of this server stay, without scopes`() async throws {
    let access = issuer.access(besides: OneToken())
    #expect(await send(.call("echo"), "Bearer nmcp_known", access: access).status == .ok)
    #expect(await send(.call("echo"), "Bearer \(try issuer.token("read"))", access: access).status == .ok)
    #expect(await send(.call("echo"), "Bearer nmcp_other", access: access).status == .unauthorized)
  }

  @Test func `AUTH-09: a token in the query is refused with the whole challenge`() async throws {
    let desk = Desk(access: issuer.access())
    let exchange = desk.send(.POST, uri: "/mcp?access_token=\(try issuer.token("read"))")
    #expect(exchange.status == .unauthorized)
    #expect(challenge(exchange)?.contains(Self.metadata) == true)
  }

  @Test func `a session is its caller's, whichever of that caller's tokens comes`() async throws {
    let desk = Desk(access: issuer.access())
    func headers(_ changes: [String: JSONValue?] = [:]) throws -> HTTPHeaders {
      ["Authorization": "Bearer \(try issuer.token("read", changes))"]
    }
    let opened = await desk.post(Desk.initialize("2025-11-25"), headers: try headers()).ended()
    let id: HTTPHeaders = ["Mcp-Session-Id": try #require(opened.headers.first(name: "mcp-session-id"))]
    let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
    #expect(desk.post(ping, headers: try headers(["jti": "2"]) + id).status == .ok)
    for changes in [["sub": "bob"], ["sub": .none], ["sub": "desk"]] as [[String: JSONValue?]] {
      #expect(desk.post(ping, headers: try headers(changes) + id).status == .notFound)
    }
  }

  @Test func `the key of a program never equals that of a person`() throws {
    let names = ["alice", "desk", #"["i","person","alice"]"#, "person", ""]
    var keys: Set<String> = []
    var count = 0
    for kind in [Principal.Kind.person, .machine] {
      for issuer in ["i", "i2"] {
        for name in names where !name.isEmpty {
          let principal = try #require(Principal(issuer: issuer, kind: kind, subject: name, clientID: "c"))
          keys.insert(principal.key)
          count += 1
        }
      }
    }
    // Names in this server's own list may be like such a key, or like the way in which that is told apart.
    for name in [#"["i","person","alice"]"#, #""[\"i\",\"person\",\"alice\"]""#, "alice", "[", "\""] {
      keys.insert(Principal(named: name).key)
      count += 1
    }
    #expect(keys.count == count)
    let service = Principal(issuer: "i", kind: .machine, subject: nil, clientID: "c")
    #expect(service?.isService == true)
    #expect(Principal(named: "carol").isService == false)
    #expect(Principal.anybody.isService == false)
  }
}
