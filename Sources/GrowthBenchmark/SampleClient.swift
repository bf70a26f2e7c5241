import JSON
import JSONRPC
import MCP

/// A client of 2026-07-28 in the same process.
struct SampleClient {
  private let store: CatalogStore

  /// An error response to a request.
  struct Refused: Error {
    let reply: String
  }

  init(_ catalog: Catalog) { store = CatalogStore(catalog) }

  /// Sends a request and returns the bytes of the response.
  func ask(_ method: String, _ params: JSONObject = [:]) async throws -> [UInt8] {
    var params = params
    params["_meta"] = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
    ]
    let request = Request(id: .string("r"), method: method, params: params)
    let reply =
      switch ModernDispatcher(store, eras: .dual).handle(request, sink: Silence()) {
      case .now(let reply): reply
      case .later(let pending): await pending.reply()
      }
    guard !reply.bytes.starts(with: #"{"jsonrpc":"2.0","id":"r","error""#.utf8) else {
      throw Refused(reply: String(decoding: reply.bytes.prefix(200), as: UTF8.self))
    }
    return reply.bytes
  }
}

/// Discards notifications.
private struct Silence: MessageSink {
  func send(_ message: [UInt8]) {}
}
