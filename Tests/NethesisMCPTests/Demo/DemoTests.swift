import JSON
import NethesisMCP
import ProcessEnvironment
import Synchronization
import Testing

struct DemoTests {
  private static let token = "myk_1.secret"

  /// What a server answers, by method, or by tool where a tool is called.
  private static let results: [String: JSONValue] = [
    "server/discover": ["supportedVersions": ["2026-07-28"]],
    "tools/list": ["tools": [["name": "create_api_key", "title": "Create an API key"]]],
    "create_api_key": [
      "isError": true, "content": [["type": "text", "text": "Sign in at http://127.0.0.1:1/step-up/a\nfirst"]],
    ],
    "approved": ["structuredContent": ["data": ["token": "(shown to the user on the page)"]]],
    "resources/read": ["contents": [["text": "# Overview\nfirst\nsecond"]]],
    "list_api_keys": ["structuredContent": ["data": ["api_keys": [["name": "demo", "mode": "read"]]]]],
  ]

  /// Plays the demo against canned results and gives what it prints.
  private func play(_ results: [String: JSONValue]) throws(CommandFailure) -> String {
    let answers = Mutex<[JSONValue]>([])
    let printed = Mutex("")
    let isApproved = Mutex(false)
    var demo = Demo(
      send: { line in
        let request = (try? JSONParser.parse(line)) ?? .null
        var method = request["params"]?["name"]?.string ?? request["method"]?.string ?? ""
        if method == "create_api_key", isApproved.withLock({ $0 }) { method = "approved" }
        var answer: JSONObject = ["jsonrpc": "2.0", "id": request["id"] ?? .null]
        answer.append("result", ifPresent: results[method])
        if results[method] == nil { answer["error"] = ["code": -32601, "message": .string("no \(method)")] }
        answers.withLock { $0 += [["jsonrpc": "2.0", "method": "notifications/message"], .object(answer)] }
      },
      receive: { () throws(CommandFailure) in answers.withLock { $0.removeFirst().json } },
      say: { line in printed.withLock { $0 += line + "\n" } },
      signIn: { link in
        #expect(link == "http://127.0.0.1:1/step-up/a")
        return "Mario <mario@acme.example>"
      },
      approve: { _ in
        isApproved.withLock { $0 = true }
        return Self.token
      }
    )
    try demo.run()
    return printed.withLock { $0 }
  }

  @Test func `tells the whole conversation`() throws {
    let text = try play(Self.results)
    for method in ["server/discover", "tools/list", "tools/call", "resources/read"] { #expect(text.contains(method)) }
    #expect(text.contains("| # Overview"))
    #expect(text.contains("names the account before anything is stored: Mario <mario@acme.example>"))
    #expect(text.contains("everything worked"))
  }

  @Test func `shows the token once, and the password never`() throws {
    let text = try play(Self.results)
    #expect(text.split(separator: Self.token, omittingEmptySubsequences: false).count == 2)
    #expect(text.contains("http://127.0.0.1:1/step-up/a") && text.contains("(shown to the user on the page)"))
    #expect(!text.contains("S3cr3t-Passw0rd!") && !text.contains("password\":"))
  }

  @Test(
    arguments: [
      ("server/discover", nil, "the server refuses: no server/discover"),
      ("server/discover", [:], "the server does not say which versions it speaks"),
      ("tools/list", ["tools": []], "the server does not publish create_api_key"),
      (
        "create_api_key", ["isError": true, "content": [["type": "text", "text": "five keys"]]],
        "the call without a session gets no link"
      ),
      ("create_api_key", ["structuredContent": [:]], "the call without a session gets no link"),
      (
        "approved", ["isError": true, "content": [["type": "text", "text": "five keys"]]],
        "the tool create_api_key has failed: five keys"
      ),
      ("approved", ["structuredContent": [:]], "the model got what was meant for the person"),
      (
        "approved", ["structuredContent": ["data": ["token": .string(token)]]],
        "the model got what was meant for the person"
      ),
      ("resources/read", ["contents": []], "the page docs://overview has no text"),
      ("list_api_keys", ["structuredContent": [:]], "the new key is not in the list"),
    ] as [(String, JSONValue?, String)]
  )
  func `ends with the first thing that goes wrong`(method: String, result: JSONValue?, words: String) {
    var results = Self.results
    results[method] = result
    #expect(throws: CommandFailure.failed(words)) { try play(results) }
  }
}
