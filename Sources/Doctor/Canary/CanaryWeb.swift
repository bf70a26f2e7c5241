import Canary
import JSON
import MCP
import ProcessEnvironment

/// A connection over Streamable HTTP; each request has a TCP connection of its own.
final class CanaryWeb: CanaryChannel {
  var hear: ([UInt8]) -> Void = { _ in }
  var tellsCallersApart: Bool { version.era == .legacy }
  private let port: UInt16
  private let version: ProtocolVersion
  private let callerFields: [(name: String, value: String)]
  private var session: String?

  /// - Parameters:
  ///   - port: The port of the server on this machine.
  ///   - version: The protocol version.
  ///   - fields: The fields with session tokens for each request; none if the server has its own.
  init(port: UInt16, _ version: ProtocolVersion, fields: [(name: String, value: String)]) {
    self.port = port
    callerFields = fields
    self.version = version
  }

  func exchange(_ request: JSONObject, _ isLast: (JSONObject) throws -> Bool) throws {
    let answer = try send(request)
    if let id = answer["Mcp-Session-Id"] { session = id }
    guard answer["Content-Type"]?.hasPrefix("text/event-stream") == true else {
      let body = try answer.readAll()
      hear(body)
      guard let message = (try? JSONParser.parse(body))?.object, try isLast(message) else {
        throw CommandFailure.failed("the server answers HTTP \(answer.status) without a message")
      }
      return
    }
    var whole: [UInt8] = []
    // In one piece: a secret may be split between two reads.
    defer { hear(whole) }
    var rest: [UInt8] = []
    while let piece = try answer.read() {
      whole += piece
      rest += piece
      while let end = rest.firstRange(of: "\n\n".utf8) {
        let event = rest[..<end.lowerBound]
        let data = event.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: "data:".utf8) }
          .flatMap { $0.dropFirst(5) }
        rest.removeSubrange(..<end.upperBound)
        if let message = (try? JSONParser.parse(data))?.object, try isLast(message) { return }
      }
    }
    throw CommandFailure.failed("the server ends a stream without an answer")
  }

  func post(_ message: JSONObject) throws { hear(try send(message).readAll()) }

  private func send(_ message: JSONObject) throws -> WebExchange {
    var fields: [(name: String, value: String)] = [
      ("Content-Type", "application/json"), ("Accept", "application/json, text/event-stream"),
    ]
    fields += callerFields
    if let session { fields.append(("Mcp-Session-Id", session)) }
    let isOpening = message["method"] == "initialize"
    if !isOpening { fields.append(("MCP-Protocol-Version", version.rawValue)) }
    if version.era == .modern {
      fields.append(("Mcp-Method", message["method"]?.string ?? ""))
      let params = message["params"]
      if let name = (params?["name"] ?? params?["uri"])?.string { fields.append(("Mcp-Name", name)) }
    }
    let answer = try WebExchange(
      "POST",
      port: port,
      path: "/mcp",
      fields: fields,
      body: JSONValue.object(message).json
    )
    hear(answer.headBytes)
    return answer
  }
}
