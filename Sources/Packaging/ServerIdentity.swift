import Foundation
import JSON

/// The identity that the server announces to clients and on its server card.
struct ServerIdentity {
  let name: String
  let title: String
  let description: String
  let version: String

  /// Reads `serverInfo` of the result of `initialize`.
  init(_ result: JSONValue) throws {
    guard let info = result["result"]?["serverInfo"], let name = info["name"]?.string,
      let title = info["title"]?.string,
      let description = info["description"]?.string, let version = info["version"]?.string
    else { throw PackagingError("the server does not say its name, title, description and version: \(result)") }
    (self.name, self.title, self.description, self.version) = (name, title, description, version)
  }

  /// Asks a program, as clients do.
  init(of program: URL) throws {
    let request: JSONValue = [
      "jsonrpc": "2.0", "id": 1, "method": "initialize",
      "params": [
        "protocolVersion": "2025-11-25", "capabilities": [:], "clientInfo": ["name": "packaging", "version": "1"],
      ],
    ]
    let reply = try Command.run(program.path, ["stdio"], input: Data(request.json + Array("\n".utf8)))
    guard let line = reply.split(separator: UInt8(ascii: "\n")).first else {
      throw PackagingError("\(program.path) does not answer initialize")
    }
    try self.init(JSONParser.parse(Array(line)))
  }
}
