import APITools
package import JSON
import JSONRPC
package import MCP
import OpenAPI
import Operations
package import ProcessEnvironment
import Settings

extension Assembly {
  /// The tool with a name.
  package func tool(named name: String) throws(CommandFailure) -> CallableTool {
    if let tool = docsTool(named: name) {
      return CallableTool(name: name, inputSchema: tool.inputSchema, secretArguments: [], givesSecrets: false)
    }
    let entry = try entry(named: name)
    return CallableTool(
      name: name,
      inputSchema: entry.argumentSchema,
      secretArguments: entry.secretArguments,
      givesSecrets: !entry.secretOutputs.isEmpty
    )
  }

  /// The document of a tool whose calls need a session that nobody has; `nil` if they have one, or need none.
  package func documentLackingSession(tool name: String) async -> PublishedDocument? {
    for document in offer.documents {
      for entry in document.served.entries where entry.name == name {
        return await entry.needsSignIn ? document : nil
      }
    }
    return nil
  }

  /// Calls a tool as a client of the newest protocol version would, and returns the outcome.
  ///
  /// - Throws: The fault of the arguments.
  package func call(tool name: String, arguments: JSONObject) async throws(CommandFailure) -> CallOutcome {
    if let tool = docsTool(named: name) { return try await call(tool, arguments) }
    let entry = try entry(named: name)
    if let problem = entry.problem(with: arguments) { throw .usage(problem) }
    let missing = entry.missingSecrets(in: arguments)
    guard missing.isEmpty else { throw .usage(Self.words(missing: missing, of: entry.secretArguments)) }
    if let problem = entry.requestProblem(with: arguments) { throw .usage(problem) }
    let params: JSONObject = ["name": .string(name), "arguments": .object(arguments)]
    let result = try await ask("tools/call", params, of: catalog(of: [entry.tool]))
    let content = result["content"]?.array ?? []
    guard result["isError"] != true else {
      let words = content.compactMap { $0["text"]?.string }.joined(separator: "\n")
      return CallOutcome(result: nil, words: Self.refused(entry.secretArguments, words) + words, isError: true)
    }
    let answer = result["structuredContent"] ?? .array(content)
    return CallOutcome(result: answer, secrets: entry.secrets(in: answer)) { entry.masking(answer, as: $0) }
  }

  /// Calls a tool for the documentation, which takes and gives no secrets.
  private func call(_ tool: Tool, _ arguments: JSONObject) async throws(CommandFailure) -> CallOutcome {
    let params: JSONObject = ["name": .string(tool.name), "arguments": .object(arguments)]
    let result = try await ask("tools/call", params, of: catalog(of: [tool]))
    let content = result["content"]?.array ?? []
    guard result["isError"] != true else {
      let words = content.compactMap { $0["text"]?.string }.joined(separator: "\n")
      return CallOutcome(result: nil, words: words, isError: true)
    }
    return CallOutcome(result: result["structuredContent"] ?? .array(content))
  }

  private func docsTool(named name: String) -> Tool? { offer.docsTools.first { $0.name == name } }

  /// The advice on how to give missing secrets; the options for a single one do not help if there are several.
  private static func words(missing: [String], of secrets: [String]) -> String {
    let names = missing.joined(separator: ", ")
    guard secrets.count > 1 else {
      return
        "\(names) is missing: --password-prompt asks for it at the terminal, --password-stdin reads it from standard "
        + "input"
    }
    return
      "\(names) \(missing.count == 1 ? "is" : "are") missing: --arguments FILE gives it, a JSON object in a file that "
      + "only you can read, or --arguments - on standard input"
  }

  /// A sentence for a person whose secret was refused; the words for a model follow.
  private static func refused(_ secrets: [String], _ words: String) -> String {
    let refused = secrets.filter { words.contains(CallFailure.naming([$0])) }
    return refused.first.map { "The \($0.replacing("_", with: " ")) is wrong, or could not be checked.\n" } ?? ""
  }

  private func entry(named name: String) throws(CommandFailure) -> APITools.Entry {
    if let entry = tools.entries.first(where: { $0.name == name }) { return entry }
    throw .usage("there is no tool \(tools.entries.map(\.name).unknown(name)); the command tools lists them")
  }

  /// A catalog of tools, whether they are published or only found by search.
  package func catalog(of tools: [Tool]) -> CatalogStore {
    CatalogStore(Catalog(server: offer.catalog.server, tools: tools))
  }

  /// The result of a request, handled by the same dispatcher as a client's.
  package func ask(
    _ method: String,
    _ params: JSONObject,
    of store: CatalogStore
  ) async throws(CommandFailure) -> JSONObject {
    var params = params
    params["_meta"] = [
      "io.modelcontextprotocol/protocolVersion": .string(ProtocolVersion.v2026_07_28.rawValue),
      "io.modelcontextprotocol/clientCapabilities": [:],
    ]
    let request = Request(id: .string("call"), method: method, params: params)
    let reply: Reply
    switch ModernDispatcher(store, eras: .modern).handle(request, sink: Unheard()) {
    case .now(let answer): reply = answer
    case .later(let pending): reply = await pending.reply()
    }
    switch reply.outcome {
    case .result(let result): return result
    case .encoded(let bytes): return (try? JSONParser.parse(bytes))?.object ?? [:]
    case .error(let error): throw .failed(error.message)
    }
  }
}

/// Discards the notifications of a request.
private struct Unheard: MessageSink {
  func send(_ message: [UInt8]) {}
}
