import Canary
import EventThread
import JSON
@testable import Redaction
import Testing

struct EchoBackendTests {
  private let secrets = CanarySecrets()

  /// Has a request answered, and gives everything that came back, and what the backend knows of it.
  private func ask(
    _ answer: EchoAnswer,
    body: String = "",
    needsPassword: Bool = false,
    times: Int = 1
  ) async throws -> (exchange: WebExchange, bytes: [UInt8], account: EchoBackend.Account) {
    let success = EchoAnswer.Success(status: 201) { ["name": $0.arguments["name"] ?? "none"] }
    let backend = try EchoBackend(secrets, [.init(method: "POST", path: "/things/{id}", success: success)])
    let (run, _) = backend.begin()
    backend.expect(answer, for: ["name": "n"], needsPassword: needsPassword, in: run)
    // A thread of its own: what waits for connections holds it up.
    let thread = try EventThread.start(name: "canary-backend")
    defer { thread.stop() }
    let serving = Task(executorPreference: thread) { backend.serve() }
    func exchange() throws -> (WebExchange, [UInt8]) {
      let exchange = try WebExchange(
        "POST",
        port: backend.port,
        path: "/\(run)/things/1?x=y",
        fields: [("Authorization", "Bearer \(secrets.session.text)")],
        body: Array(body.utf8)
      )
      let body = try exchange.readAll()
      // Whatever part of the spellings it has: of broken JSON, nobody could know what in it is secret.
      if exchange["Content-Type"]?.contains("json;") == true, ![.brokenJSON, .wideJSON].contains(answer) {
        #expect((try? JSONParser.parse(body)) != nil)
      }
      return (exchange, exchange.headBytes + body)
    }
    let (first, start) = try exchange()
    var bytes = start
    for _ in 0..<(times - 1) { bytes += try exchange().1 }
    backend.stop()
    await serving.value
    return (first, bytes, backend.account(of: run))
  }

  @Test(arguments: EchoAnswer.allCases.filter { $0 != .hangUp })
  func `every answer says every secret that it got, in head and body`(answer: EchoAnswer) async throws {
    let typed = JSONValue.string(secrets.password.text).description
    let times = EchoBackend.parts
    let (exchange, bytes, account) = try await ask(answer, body: typed, times: times)
    let head = LeakSearch([secrets.session, secrets.password]).findings(in: exchange.headBytes)
    #expect(Set(head.map(\.secret)) == [secrets.session.name, secrets.password.name])
    if answer != .success {
      let body = LeakSearch([secrets.session]).findings(in: Array(bytes.dropFirst(exchange.headBytes.count)))
      let all: Set<Disguise> = [.none, .look, .hexadecimal, .base32, .base64]
      #expect(Set(body.map(\.disguise)).isSuperset(of: all))
    }
    #expect(account.echoed == ["POST /things/{id}": times])
    #expect(account.sessionTokens == times && account.passwords == times)
  }

  /// Those in other encodings are decoded before they are searched.
  private static let narrow = EchoAnswer.allCases.filter { ![.wideText, .wideJSON, .latinText].contains($0) }

  @Test(arguments: narrow)
  func `with the scrubber nothing is found of what is said, and without it everything`(answer: EchoAnswer) async throws
  {
    let typed = JSONValue.string(secrets.password.text).description
    let bytes = try await ask(answer, body: typed, times: answer == .hangUp ? 1 : EchoBackend.parts).bytes
    let said = String(decoding: bytes, as: UTF8.self)
    let search = LeakSearch(secrets.all)
    let blind = search.findings(in: Array(Scrubber([]).scrub(said).utf8))
    let sent: Set = bytes.isEmpty ? [] : [secrets.session.name, secrets.password.name]
    #expect(Set(blind.map(\.secret)).isSuperset(of: sent))
    #expect(search.findings(in: Array(Scrubber(secrets.all.map(\.text)).scrub(said).utf8)) == [])
  }

  @Test func `what it did not get it does not say`() async throws {
    let (_, bytes, account) = try await ask(.problem)
    #expect(LeakSearch([secrets.password]).findings(in: bytes) == [])
    #expect(account.passwords == 0)
  }

  @Test func `what is asked for before succeeds`() async throws {
    let (exchange, bytes, account) = try await ask(.failed, needsPassword: true)
    #expect(exchange.status == 201)
    #expect(String(decoding: bytes, as: UTF8.self).hasSuffix(#"{"name":"n"}"#))
    #expect(account.echoed == [:])
  }

  @Test func `no answer is none`() async throws {
    #expect(try await ask(.hangUp).bytes == [])
  }
}
