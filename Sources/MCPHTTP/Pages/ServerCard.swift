import Crypto
import JSON
package import MCP
import NIOHTTP1
import TextCoding
import WebServer

/// The server card, by which clients discover the server.
///
/// It has nothing secret, and is the same for everyone (extension `io.modelcontextprotocol/server-card`, experimental;
/// CARD-01).
package struct ServerCard: Sendable {
  let body: [UInt8]
  let tag: String

  /// Makes the card.
  ///
  /// - Parameters:
  ///   - name: The server's name in the form `com.example/name`, with the domain in reverse.
  ///   - server: The server's identity; a description of more than 100 characters is cut.
  ///   - url: The URL of the endpoint.
  ///   - eras: The protocol eras that are served.
  package init(name: String, server: Implementation, url: String, eras: EraSupport) {
    var card: JSONObject = [
      "$schema": "https://static.modelcontextprotocol.io/schemas/v1/server-card.schema.json", "name": .string(name),
      "version": .string(server.version),
      "description": .string(String((server.description ?? server.title ?? server.name).prefix(100))),
    ]
    card.append("title", ifPresent: server.title.map(JSONValue.string))
    card.append("websiteUrl", ifPresent: server.websiteURL.map(JSONValue.string))
    let versions = eras.versions.map { JSONValue.string($0.rawValue) }
    card.append(
      "remotes",
      [["type": "streamable-http", "url": .string(url), "supportedProtocolVersions": .array(versions)]]
    )
    body = JSONValue.object(card).json
    tag = "\"\(SHA256.hash(data: body).prefix(12).hexadecimal)\""
  }

  /// The response with the card; without a body if the client already has it.
  func response(to head: HTTPRequestHead) -> WebResponse {
    var headers: HTTPHeaders = [
      "Content-Type": "application/mcp-server-card+json", "Access-Control-Allow-Origin": "*",
      "Cache-Control": "public, max-age=3600", "ETag": tag,
    ]
    let known = head.headers["if-none-match"].flatMap { $0.split(separator: ",") }.map { $0.trimmingSpace() }
    guard known.contains(where: { $0 == tag || $0 == "W/\(tag)" || $0 == "*" }) else {
      return WebResponse(.ok, headers: headers, body: head.method == .HEAD ? [] : body)
    }
    headers.remove(name: "Content-Type")
    return WebResponse(.notModified, headers: headers)
  }
}
