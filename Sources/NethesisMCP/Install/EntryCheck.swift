import JSON
import ProcessEnvironment

/// Starts the program of an entry, and asks it for its tools as a client does.
enum EntryCheck {
  /// The names of the tools of a server on standard input and output.
  ///
  /// - Throws: ``CommandFailure`` with the last words of the server.
  static func tools(
    of file: String,
    _ arguments: [String],
    variables: [String] = []
  ) throws(CommandFailure) -> [String] {
    let server = try ChildServer(file, arguments, variables: variables)
    var client = EntryClient(server)
    _ = try client.request("initialize", ClientHello.parameters)
    server.send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
    var pages = ToolPages()
    while let params = pages.next { pages.add(try client.request("tools/list", params)) }
    _ = server.finish()
    return pages.names
  }
}

/// Requests to a child process, one after the other.
private struct EntryClient {
  private let server: ChildServer
  private var id = 0

  init(_ server: ChildServer) { self.server = server }

  mutating func request(_ method: String, _ params: JSONObject) throws(CommandFailure) -> JSONValue {
    id += 1
    let message: JSONValue = [
      "jsonrpc": "2.0", "id": .number(JSONNumber(id)), "method": .string(method), "params": .object(params),
    ]
    server.send(message.description)
    while true {
      let line = try server.receive()
      guard let response = try? JSONParser.parse(line) else {
        throw .failed("the server responds to \(method) with something that is no JSON")
      }
      guard response["id"]?.int == id else { continue }
      guard let result = response["result"] else {
        throw .failed("the server refuses \(method): \(response["error"]?["message"]?.string ?? "no reason")")
      }
      return result
    }
  }
}
