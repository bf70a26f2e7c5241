package import JSON

/// A server's listing as a client passes it on to its model: names, descriptions and input schemas.
///
/// The interfaces of models take nothing else of a tool: title, annotations and output schema stay with the client.
package struct PassedListing: Sendable {
  /// A tool as the model gets it.
  package struct Tool: Sendable {
    /// The name in `tools/list`.
    package let name: String
    /// The definition for the model; `nil` if the tool is not passed on.
    package let definition: JSONObject?
    /// The changes, in words.
    package let losses: [String]
    /// The size of the definition as JSON, in bytes.
    package let size: Int
  }

  /// The tools, in the order of the listing.
  package let tools: [Tool]
  /// The changes that concern no single tool, in words.
  package let losses: [String]
  /// The size of the names alone as JSON, in bytes: all that a model gets at first of tools that are deferred.
  package let nameSize: Int

  /// Passes a listing on.
  ///
  /// - Parameters:
  ///   - definitions: The tools as in `tools/list`.
  ///   - instructions: The server's instructions.
  ///   - server: The name of the server in the client's configuration.
  ///   - limits: The client's limits.
  package init(_ definitions: [JSONObject], instructions: String?, server: String, through limits: ClientLimits) {
    let limit = limits.toolCount.flatMap { $0.value.isGrouped ? nil : $0.value.maximum } ?? definitions.count
    // Only tools that are passed on take a place of the limited number.
    var count = 0
    var owners: [String: String] = [:]
    tools = definitions.map { definition in
      let own = definition["name"]?.string ?? ""
      let name = ModelToolName(own, of: server, by: limits.naming.value)
      var losses = [name.loss].compactMap(\.self)
      guard let text = name.text else { return Tool(name: own, definition: nil, losses: losses, size: 0) }
      guard count < limit else {
        return Tool(name: own, definition: nil, losses: ["it is beyond the first \(limit) tools"], size: 0)
      }
      count += 1
      if let other = owners[text] { losses.append("the model knows it by the same name as \(other)") }
      owners[text] = own
      let passed = Self.definition(definition, named: text, limits, &losses)
      return Tool(name: own, definition: passed, losses: losses, size: JSONValue.object(passed).json.count)
    }
    nameSize = tools.reduce(0) { sum, tool in sum + (tool.definition?["name"].map { $0.json.count } ?? 0) }
    losses = Self.losses(definitions.count, instructions, limits)
  }

  private static func definition(
    _ definition: JSONObject,
    named name: String,
    _ limits: ClientLimits,
    _ losses: inout [String]
  ) -> JSONObject {
    var description = definition["description"]?.string ?? ""
    if let maximum = limits.maximumDescription?.value, description.utf8.count > maximum {
      let cut = Self.beginning(of: description, bytes: maximum)
      losses.append("the last \(description.utf8.count - cut.utf8.count) bytes of its description are cut off")
      description = cut
    }
    var schema = definition["inputSchema"]?.object ?? [:]
    for rewrite in limits.rewrites {
      let result = rewrite.value.applied(to: schema)
      schema = result.schema
      losses += result.losses
    }
    return ["name": .string(name), "description": .string(description), "input_schema": .object(schema)]
  }

  private static func losses(_ count: Int, _ instructions: String?, _ limits: ClientLimits) -> [String] {
    var losses: [String] = []
    if let limit = limits.toolCount?.value, count > limit.maximum {
      losses.append(
        limit.isGrouped
          ? "\(count) tools are more than the \(limit.maximum) of a request: they are grouped, and opened on demand"
          : "\(count) tools are more than \(limit.maximum): the rest is not passed on. Fewer come of --tools search, "
            + "--include or --exclude"
      )
    }
    let length = instructions?.utf8.count ?? 0
    if let maximum = limits.maximumDescription?.value, length > maximum {
      losses.append("the last \(length - maximum) bytes of the server's instructions are cut off")
    }
    if let start = limits.instructionStart?.value, let instructions, instructions.count > start {
      losses.append("of the instructions, the first \(start) of \(instructions.count) characters have to do")
    }
    return losses
  }

  /// The longest beginning of a text that has no more than a number of bytes, in whole characters of Unicode.
  private static func beginning(of text: String, bytes: Int) -> String {
    var beginning = Array(text.utf8.prefix(bytes))
    // At most three bytes of a character that was split.
    for _ in 0..<4 {
      if let whole = String(validating: beginning, as: UTF8.self) { return whole }
      _ = beginning.popLast()
    }
    return ""
  }
}
