import Canary
import JSON
import MCP
import ProcessEnvironment

/// A client of one protocol version, which calls tools and has a person open the pages of approvals.
final class CanaryClient {
  private let channel: any CanaryChannel
  private let version: ProtocolVersion
  private let capabilities: JSONValue
  private let open: (_ url: String) throws -> Void
  private var lastID = 0

  /// - Parameters:
  ///   - channel: The connection to the server.
  ///   - version: The protocol version.
  ///   - client: The means of asking a person.
  ///   - open: Has a person open a page.
  /// - Throws: An error if the server does not support the version.
  init(
    _ channel: any CanaryChannel,
    _ version: ProtocolVersion,
    _ client: CanaryCase.Client,
    opening open: @escaping (_ url: String) throws -> Void
  ) throws {
    self.channel = channel
    self.version = version
    self.open = open
    capabilities = try JSONParser.parse(client.capabilities)
    guard version.era == .legacy else { return }
    let opening: JSONObject = [
      "protocolVersion": .string(version.rawValue), "capabilities": capabilities,
      "clientInfo": ["name": "canary", "version": "1"],
    ]
    let answer = try request("initialize", opening)
    guard answer["result"]?["protocolVersion"]?.string == version.rawValue else {
      throw CommandFailure.failed("the server does not speak \(version.rawValue)")
    }
    try channel.post(["jsonrpc": "2.0", "method": "notifications/initialized"])
    _ = try request("logging/setLevel", ["level": "debug"])
  }

  /// Calls a tool and follows the call to its end.
  func call(_ name: String, _ arguments: JSONObject) throws {
    var params: JSONObject = ["name": .string(name), "arguments": .object(arguments)]
    for _ in 0..<2 {
      guard let result = try request("tools/call", params)["result"] else { return }
      if let (key, url) = Self.question(in: result) {
        try open(url)
        params["requestState"] = result["requestState"]
        params["inputResponses"] = [key: ["action": "accept"]]
      } else if let url = Self.link(in: result) {
        try open(url)
        guard channel.tellsCallersApart else { return }
      } else {
        return try readRest(of: result)
      }
    }
    throw CommandFailure.failed("\(name) leads to a page again and again")
  }

  /// Reads the stored part of a result that was too large.
  private func readRest(of result: JSONValue) throws {
    for block in result["content"]?.array ?? [] where block["type"] == "resource_link" {
      if let uri = block["uri"] { _ = try request("resources/read", ["uri": uri]) }
    }
  }

  /// Sends a request and returns the response.
  private func request(_ method: String, _ params: JSONObject) throws -> JSONObject {
    lastID += 1
    let id = lastID
    var params = params
    var meta: JSONObject = ["progressToken": .number(JSONNumber(id))]
    if version.era == .modern {
      meta["io.modelcontextprotocol/protocolVersion"] = .string(version.rawValue)
      meta["io.modelcontextprotocol/clientCapabilities"] = capabilities
      meta["io.modelcontextprotocol/logLevel"] = "debug"
    }
    params["_meta"] = .object(meta)
    var answer: JSONObject?
    let request: JSONObject = [
      "jsonrpc": "2.0", "id": .number(JSONNumber(id)), "method": .string(method), "params": .object(params),
    ]
    try channel.exchange(request) { message in
      if message["method"] == "elicitation/create", let asked = message["id"] {
        if let url = message["params"]?["url"]?.string { try open(url) }
        try channel.post(["jsonrpc": "2.0", "id": asked, "result": ["action": "accept"]])
      }
      guard message["id"]?.int == id, message["method"] == nil else { return false }
      answer = message
      return true
    }
    return answer ?? [:]
  }

  /// The page that a client of 2026-07-28 must open, with the key of the question.
  private static func question(in result: JSONValue) -> (key: String, url: String)? {
    guard result["resultType"] == "input_required", let question = result["inputRequests"]?.object?.members.first
    else { return nil }
    return question.value["params"]?["url"]?.string.map { (question.name, $0) }
  }

  /// The page that a model must pass on.
  private static func link(in result: JSONValue) -> String? {
    guard let text = result["content"]?.array?.first?["text"]?.string,
      let start = text.firstRange(of: "http://127.0.0.1:"), text.contains("/step-up/")
    else { return nil }
    return String(text[start.lowerBound...].prefix { !$0.isWhitespace })
  }
}
