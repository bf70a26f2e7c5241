import Crypto
import Glibc
import JSON
import MCP
import NIOHTTP1
import Synchronization
import Testing

@testable import MCPHTTP

@Suite struct AccessTests {
  /// A file of tokens that is gone with its test.
  private final class TokenFile {
    let path = "/tmp/access-tokens-\(UInt64.random(in: 0...UInt64.max))"

    init(_ text: String) { write(text) }

    deinit { unsafe _ = unlink(path) }

    func write(_ text: String) {
      guard let file = unsafe fopen(path, "w") else { return }
      unsafe _ = fputs(text, file)
      unsafe _ = fclose(file)
    }
  }

  private static func line(_ name: String, _ token: String) -> String {
    let digest = SHA256.hash(data: Array(token.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return "\(name):\(digest)\n"
  }

  private let file = TokenFile("# callers\n\n" + line("alice", "a1") + line("bob", "b2").uppercasedDigest)

  @Test(
    arguments: [
      (nil, 401, "Bearer"), ("Basic YTph", 401, "Bearer"), ("Bearer", 401, "Bearer"),
      ("Bearer wrong", 401, #"Bearer error="invalid_token""#), ("Bearer a1", 200, nil), ("bearer  b2 ", 200, nil),
      ("Bearer A1", 401, #"Bearer error="invalid_token""#),
    ] as [(String?, Int, String?)]
  )
  func `HTTP-05, AUTH-08, AUTH-14: a caller is known by its token`(
    _ authorization: String?,
    _ status: Int,
    _ challenge: String?
  ) throws {
    let desk = Desk(access: try AccessTokens(file: file.path))
    let answer = desk.send(ModernRequest(), headers: authorization.map { ["Authorization": $0] } ?? [:])
    #expect(answer.status.map { Int($0.code) } == status)
    #expect(answer.headers.first(name: "www-authenticate") == challenge)
  }

  @Test func `SUB-11, LHTTP-20: no caller takes the streams of others`() async throws {
    let file = TokenFile(["alice", "bob"].map { Self.line($0, $0) }.joined())
    let desk = Desk(access: try AccessTokens(file: file.path)) { $0.maximumStreams = 8 }
    func listen(_ caller: String) -> RecordedExchange {
      let request = ModernRequest("subscriptions/listen", ["notifications": ["toolsListChanged": true]])
      return desk.send(request, headers: ["Authorization": "Bearer \(caller)"])
    }
    let first = listen("alice")
    await first.wait { !$0.messages.isEmpty }
    let session = desk.session(headers: ["Authorization": "Bearer alice"])
    #expect(session.get().isStream)
    let second = listen("alice")
    await second.wait { $0.status != nil || $0.isStream }
    for surplus in [second, desk.session(headers: ["Authorization": "Bearer alice"]).get()] {
      #expect(surplus.status == .serviceUnavailable)
      #expect(surplus.headers.contains(name: "retry-after"))
      #expect(surplus.text.contains("This caller has 2 streams open"))
    }
    let other = listen("bob")
    await other.wait { !$0.messages.isEmpty }
    #expect(other.isStream)
    first.disconnect()
    let next = listen("alice")
    await next.wait { !$0.messages.isEmpty }
    #expect(next.isStream)
  }

  @Test(arguments: ["Bearer", "Bearer ", "Bearer  "])
  func `AUTH-08: an empty token lets nobody in, whatever the file has`(authorization: String) throws {
    let file = TokenFile(Self.line("nobody", ""))
    let desk = Desk(access: try AccessTokens(file: file.path))
    #expect(desk.send(ModernRequest(), headers: ["Authorization": authorization]).status == .unauthorized)
  }

  @Test func `AUTH-08: two tokens are as good as none`() throws {
    let desk = Desk(access: try AccessTokens(file: file.path))
    var request = ModernRequest()
    request.headers.add(name: "Authorization", value: "Bearer a1")
    request.headers.add(name: "Authorization", value: "Bearer b2")
    #expect(desk.post(request.body, headers: request.headers).status == .unauthorized)
  }

  @Test(arguments: ["POST", "GET", "DELETE"])
  func `HTTP-15: every request is checked`(_ method: String) throws {
    let desk = Desk(access: try AccessTokens(file: file.path))
    let session = desk.session(headers: ["Authorization": "Bearer a1"])
    let answer = desk.send(.init(rawValue: method), headers: ["Mcp-Session-Id": session.id])
    #expect(answer.status == .unauthorized)
  }

  @Test func `LHTTP-10: the session of one token is none for another`() throws {
    let desk = Desk(access: try AccessTokens(file: file.path))
    let session = desk.session(headers: ["Authorization": "Bearer a1"])
    let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
    #expect(session.post(ping).status == .ok)
    let headers: [(String, String)] = [("Mcp-Session-Id", session.id), ("Authorization", "Bearer b2")]
    #expect(desk.post(ping, headers: .init(headers)).status == .notFound)
  }

  @Test func `a token that is taken out is worth nothing from then on`() throws {
    let notes = Mutex<[String]>([])
    let tokens = try AccessTokens(file: file.path) { note in notes.withLock { $0.append(note) } }
    #expect(tokens.isAdmitted("a1"))
    file.write(Self.line("bob", "b2"))
    #expect(tokens.isAdmitted("a1") == false)
    #expect(tokens.isAdmitted("b2"))
    unsafe _ = unlink(file.path)
    #expect(tokens.isAdmitted("b2") == false)
    file.write("nonsense")
    #expect(tokens.isAdmitted("b2") == false)
    file.write(Self.line("carol", "c3"))
    #expect(tokens.isAdmitted("c3"))
    #expect(notes.withLock { $0.count } == 4)
  }

  @Test func `a token that is taken out by a write that leaves the time as it was is worth nothing`() throws {
    var times = [timespec(tv_sec: 1_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000, tv_nsec: 0)]
    unsafe _ = utimensat(AT_FDCWD, file.path, &times, 0)
    file.write(Self.line("alice", "a1"))
    unsafe _ = utimensat(AT_FDCWD, file.path, &times, 0)
    let tokens = try AccessTokens(file: file.path)
    #expect(tokens.isAdmitted("a1"))
    file.write(Self.line("carol", "c3"))
    unsafe _ = utimensat(AT_FDCWD, file.path, &times, 0)
    #expect(tokens.isAdmitted("a1") == false)
    #expect(tokens.isAdmitted("c3"))
  }

  @Test func `tokens hold while their file is written in place, and end where it stays empty`() throws {
    let now = Mutex(ContinuousClock.now)
    let tokens = try AccessTokens(file: file.path, now: { now.withLock { time in time } })
    let whole = Self.line("alice", "a1") + Self.line("carol", "c3")
    for length in [0, 20, 71, 80, whole.utf8.count - 1] {
      file.write(String(whole.prefix(length)))
      // Cut behind a line, the file is whole.
      #expect(tokens.isAdmitted("b2") == (length != 71))
      file.write(Self.line("bob", "b2"))
      #expect(tokens.isAdmitted("b2"))
    }
    file.write("")
    #expect(tokens.isAdmitted("b2"))
    now.withLock { $0 += .seconds(2) }
    #expect(tokens.isAdmitted("b2") == false)
    file.write(whole)
    #expect(tokens.isAdmitted("a1"))
    file.write("# nobody\n")
    #expect(tokens.isAdmitted("a1") == false)
  }

  @Test(arguments: [
    "alice", "alice:12", ":\(String(repeating: "0", count: 64))", "a:\(String(repeating: "g", count: 64))",
  ])
  func `a line that means nothing is an error with its number`(_ line: String) {
    let file = TokenFile("# first\n\(line)\n")
    #expect {
      try AccessTokens(file: file.path)
    } throws: { error in
      "\(error)".contains("line 2")
    }
  }

  @Test(
    arguments: [([1, 2, 3], true), ([9, 2, 3], false), ([1, 9, 3], false), ([1, 2, 9], false)] as [([UInt8], Bool)]
  )
  func `digests are equal if all of their bytes are`(_ digest: [UInt8], _ isEqual: Bool) {
    #expect(AccessTokens.areEqual(digest, [1, 2, 3]) == isEqual)
  }

  @Test func `a file that is not there is an error`() {
    #expect(throws: AccessTokens.FileError.self) { try AccessTokens(file: "/tmp/there/is/none") }
  }

  @Test func `AUTH-21: the identity of a caller reveals no token`() {
    let identity = CallerIdentity(key: nil)
    #expect(identity.digest("secret").contains("secret") == false)
    #expect(identity.digest("secret") == identity.digest("secret"))
    #expect(identity.digest("secret") != CallerIdentity(key: nil).digest("secret"))
    let key = [UInt8](repeating: 7, count: 32)
    #expect(CallerIdentity(key: key).digest("secret") == CallerIdentity(key: key).digest("secret"))
  }

  @Test func `SEC-06: a server that others reach is not open to everybody`() {
    var options = HTTPServerOptions()
    options.address = "0.0.0.0"
    #expect(throws: HTTPServer.StartError.self) { try HTTPServer(Sample.store(Gate()), options: options) }
    #expect(throws: Never.self) {
      try HTTPServer(Sample.store(Gate()), options: options, access: AccessTokens(file: file.path))
    }
  }

  @Test(arguments: [1e-300, Double.leastNonzeroMagnitude, 1e-5])
  func `a rate that is next to nothing makes callers wait a day`(perSecond: Double) {
    let limit = RateLimit(.init(perSecond: perSecond, atOnce: 1))
    #expect(limit.take(for: "alice") == nil)
    #expect((1...86_400).contains(limit.take(for: "alice") ?? 0))
  }

  @Test func `SEC-08: a bucket fills with time, for each caller apart`() {
    let limit = RateLimit(.init(perSecond: 2, atOnce: 2))
    let now = ContinuousClock.now
    let (alice, bob) = ("alice", "bob")
    #expect(limit.take(for: alice, at: now) == nil)
    #expect(limit.take(for: alice, at: now) == nil)
    #expect(limit.take(for: alice, at: now) == 1)
    #expect(limit.take(for: bob, at: now) == nil)
    #expect(limit.take(for: alice, at: now + .milliseconds(500)) == nil)
    #expect(limit.take(for: alice, at: now + .milliseconds(500)) == 1)
  }
}

extension AccessTokens {
  fileprivate func isAdmitted(_ token: String) -> Bool {
    if case .now(.admitted) = admit(bearer: token[...]) { true } else { false }
  }
}

extension String {
  /// A line with the digits of its digest in capitals.
  fileprivate var uppercasedDigest: String {
    let parts = split(separator: ":", maxSplits: 1)
    return parts.count == 2 ? "\(parts[0]):\(parts[1].uppercased())" : self
  }
}
