import JSON
import ProcessEnvironment

/// A minimal client: sends a request of 2026-07-28 and takes the response with its id.
struct DemoClient {
  private let send: (String) -> Void
  private let receive: () throws(CommandFailure) -> [UInt8]
  private var lastID = 0

  init(send: @escaping (String) -> Void, receive: @escaping () throws(CommandFailure) -> [UInt8]) {
    self.send = send
    self.receive = receive
  }

  /// A request and its response, as sent and received.
  struct Exchange {
    let request: JSONObject
    let answer: JSONObject

    /// The result; `nil` if the response is an error.
    var result: JSONObject? { answer["result"]?.object }
  }

  /// Sends a request and waits for its response; skips notifications in between.
  mutating func request(_ method: String, _ params: JSONObject = [:]) throws(CommandFailure) -> Exchange {
    lastID += 1
    var params = params
    params["_meta"] = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
    ]
    let request: JSONObject = [
      "jsonrpc": "2.0", "id": .number(JSONNumber(lastID)), "method": .string(method), "params": .object(params),
    ]
    send(JSONValue.object(request).description)
    while true {
      let line = try receive()
      guard let answer = (try? JSONParser.parse(line))?.object else {
        throw .failed("the server answers \(method) with something that is not a JSON object")
      }
      if answer["id"]?.int == lastID { return Exchange(request: request, answer: answer) }
    }
  }
}
