import JSON
package import ProcessEnvironment
import Sandbox

/// A short conversation between a client and a server with the sandbox, printed as it goes.
package struct Demo {
  private var client: DemoClient
  private let say: (String) throws(CommandFailure) -> Void
  private let signIn: (String) throws(CommandFailure) -> String
  private let approve: (String) throws(CommandFailure) -> String
  /// The only secret of the conversation, once it is known.
  private var token: String?

  /// - Parameters:
  ///   - send: Sends a line to the server.
  ///   - receive: Waits for a line of the server.
  ///   - say: Prints a line.
  ///   - signIn: Signs in on the page of a link, and returns the account that it names.
  ///   - approve: Types the password on the page of a link, and returns the token that it shows.
  package init(
    send: @escaping (String) -> Void,
    receive: @escaping () throws(CommandFailure) -> [UInt8],
    say: @escaping (String) throws(CommandFailure) -> Void,
    signIn: @escaping (String) throws(CommandFailure) -> String,
    approve: @escaping (String) throws(CommandFailure) -> String
  ) {
    client = DemoClient(send: send, receive: receive)
    (self.say, self.signIn, self.approve) = (say, signIn, approve)
  }

  /// Runs the conversation; throws at the first unexpected response.
  package mutating func run() throws(CommandFailure) {
    try discover()
    try listTools()
    try createKey()
    try readOverview()
    try listKeys()
    try say("\nThat is all: everything worked. See nethesis-mcp --help for what to do next.")
  }

  private mutating func discover() throws(CommandFailure) {
    let result = try ask("The client asks who is there", "server/discover")
    let versions = result["supportedVersions"]?.array?.compactMap(\.string) ?? []
    guard !versions.isEmpty else { throw .failed("the server does not say which versions it speaks") }
    try say("  The server speaks \(versions.joined(separator: ", ")).")
  }

  private mutating func listTools() throws(CommandFailure) {
    let result = try ask("The client asks for the tools", "tools/list")
    let tools = result["tools"]?.array ?? []
    guard tools.contains(where: { $0["name"] == "create_api_key" }) else {
      throw .failed("the server does not publish create_api_key")
    }
    for tool in tools { try say("  \(tool["name"]?.string ?? "")  \(tool["title"]?.string ?? "")") }
  }

  private mutating func createKey() throws(CommandFailure) {
    let arguments: JSONObject = ["name": "demo", "mode": "read", "expires_in_days": 1]
    let asked = try ask(
      "The model asks for a key; nobody is signed in, and it has no password",
      "tools/call",
      ["name": "create_api_key", "arguments": .object(arguments)]
    )
    guard let link = Self.link(in: asked) else { throw .failed("the call without a session gets no link") }
    try say("  The model gets a link to pass on: \(link)")
    try say("\nThe person opens the link, and signs in at the identity provider (here the demo does that)")
    try say("  The page names the account before anything is stored: \(try signIn(link))")
    try say("\nThe person says yes. The same page asks for the approval, and the person types the password there")
    let token = try approve(link)
    self.token = token
    try say("  The page shows the new key's token: \(token)")
    try say(
      "  It is shown this once, and nobody can read it again. (It is good for the sandbox only, and ends with it.)"
    )
    let result = try call("The model calls again, and gets the outcome", "create_api_key", arguments)
    guard let shown = result["data"]?["token"]?.string, shown != token else {
      throw .failed("the model got what was meant for the person")
    }
    try say("  The token in it: \(shown)")
  }

  private mutating func readOverview() throws(CommandFailure) {
    let result = try ask("The model reads the documentation", "resources/read", ["uri": "docs://overview"])
    guard let text = result["contents"]?.array?.first?["text"]?.string else {
      throw .failed("the page docs://overview has no text")
    }
    for line in text.split(separator: "\n").prefix(4) { try say("  | \(Self.shortened(String(line), to: 100))") }
  }

  private mutating func listKeys() throws(CommandFailure) {
    let result = try call("The model looks at what there is now", "list_api_keys", [:])
    let keys = result["data"]?["api_keys"]?.array ?? []
    guard keys.contains(where: { $0["name"] == "demo" }) else { throw .failed("the new key is not in the list") }
    for key in keys { try say("  \(key["name"]?.string ?? "")  \(key["mode"]?.string ?? "")") }
  }
}

extension Demo {
  /// The link to a page in the words of a failed call.
  private static func link(in result: JSONObject) -> String? {
    guard result["isError"] == true, let text = result["content"]?.array?.first?["text"]?.string else { return nil }
    let words = text.split { $0 == " " || $0 == "\n" }
    return words.first { $0.hasPrefix("http://127.0.0.1:") && $0.contains("/step-up/") }.map(String.init)
  }

  /// Calls a tool and returns its structured result.
  private mutating func call(
    _ what: String,
    _ tool: String,
    _ arguments: JSONObject
  ) throws(CommandFailure) -> JSONObject {
    let result = try ask(what, "tools/call", ["name": .string(tool), "arguments": .object(arguments)])
    guard result["isError"] != true, let content = result["structuredContent"]?.object else {
      throw .failed("the tool \(tool) has failed: \(result["content"]?.array?.first?["text"]?.string ?? "no words")")
    }
    return content
  }

  private mutating func ask(
    _ what: String,
    _ method: String,
    _ params: JSONObject = [:]
  ) throws(CommandFailure) -> JSONObject {
    try say("\n\(what): \(method)")
    let exchange = try client.request(method, params)
    try say("  -> \(printable(exchange.request))")
    try say("  <- \(printable(exchange.answer))")
    guard let result = exchange.result else {
      throw .failed("the server refuses: \(exchange.answer["error"]?["message"]?.string ?? "no words")")
    }
    return result
  }

  /// A message as JSON, without secrets and members that every request has, and truncated if long.
  private func printable(_ message: JSONObject) -> String {
    let redactor = Redactor()
    redactor.add(Account.mario.password)
    if let token { redactor.add(token) }
    var message = message
    if var params = message["params"]?.object {
      params["_meta"] = nil
      message["params"] = .object(params)
    }
    return Self.shortened(redactor.redact(JSONValue.object(message).description), to: 200)
  }

  private static func shortened(_ text: String, to count: Int) -> String {
    text.count > count ? "\(text.prefix(count))…" : text
  }
}
