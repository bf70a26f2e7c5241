import APITools
import CurlHTTP
import EventThread
import HTTPTypes
import JSON
import ProcessEnvironment
import Settings

/// Asks a server on HTTP for its tools as a client does (Streamable HTTP, 2025-11-25).
enum EndpointCheck {
  /// The names of the tools of a server.
  ///
  /// - Throws: ``CommandFailure`` if it does not respond, or refuses.
  static func tools(of url: DocumentURL) throws -> [String] {
    var options = HTTPClient.Options(Settings())
    options.maximumBodySize = 16 << 20
    return try EventThread.run(throwing: { [options] thread in
      let client = HTTPClient(thread: thread, options: options)
      let outcome: Result<[String], CommandFailure>
      do throws(CommandFailure) { outcome = .success(try await tools(of: url, client)) } catch {
        outcome = .failure(error)
      }
      await client.close()
      return try outcome.get()
    })
  }

  private static func tools(of url: DocumentURL, _ client: HTTPClient) async throws(CommandFailure) -> [String] {
    let initialize: JSONObject = ["id": 1, "method": "initialize", "params": .object(ClientHello.parameters)]
    let first = try await send(initialize, [:], url, client)
    guard result(in: first.body) != nil else { throw .failed("\(url.origin) does not respond as an MCP server does") }
    var fields: HTTPFields = [:]
    if let version = HTTPField.Name("MCP-Protocol-Version") { fields[version] = ClientHello.protocolVersion }
    if let session = HTTPField.Name("Mcp-Session-Id") { fields[session] = first.response.headerFields[session] }
    _ = try await send(["method": "notifications/initialized"], fields, url, client)
    var pages = ToolPages()
    while let params = pages.next {
      let request: JSONObject = ["id": 2, "method": "tools/list", "params": .object(params)]
      guard let page = result(in: try await send(request, fields, url, client).body), page["tools"]?.array != nil else {
        throw .failed("\(url.origin) does not list its tools")
      }
      pages.add(page)
    }
    return pages.names
  }

  private static func send(
    _ members: JSONObject,
    _ fields: HTTPFields,
    _ url: DocumentURL,
    _ client: HTTPClient
  ) async throws(CommandFailure) -> TransferResponse {
    var (members, fields) = (members, fields)
    members["jsonrpc"] = "2.0"
    fields[.contentType] = "application/json"
    fields[.accept] = "application/json, text/event-stream"
    let request = HTTPRequest(
      method: .post,
      scheme: url.scheme,
      authority: url.authority,
      path: url.target,
      headerFields: fields
    )
    let answer: TransferResponse
    do throws(TransferError) {
      answer = try await client.send(request, body: JSONValue.object(members).json, timeout: .seconds(30))
    } catch {
      throw .failed(error.description(host: url.authority))
    }
    switch answer.response.status.code {
    case 200..<300: return answer
    case 401, 403:
      throw .failed(
        "\(url.origin) wants an access token. The entry has none: let the client sign in, or add the header to the entry "
          + "by the client's own way to keep secrets"
      )
    // A page of the documentation, which takes no messages, stands beside the endpoint.
    case let code where [404, 405].contains(code) && !url.target.hasSuffix("/mcp"):
      throw .failed("\(url.origin) responds with status \(code); the endpoint of this program is \(url.origin)/mcp")
    case let code: throw .failed("\(url.origin) responds with status \(code)")
    }
  }

  /// The result in a response: JSON, or the last event of a stream with data.
  private static func result(in body: [UInt8]) -> JSONValue? {
    if let json = try? JSONParser.parse(body) { return json["result"] }
    let lines = String(decoding: body, as: UTF8.self).split { $0.isNewline }
    let data = lines.filter { $0.hasPrefix("data:") }.compactMap { try? JSONParser.parse(String($0.dropFirst(5))) }
    return data.last { $0["result"] != nil }?["result"]
  }
}
