import ClientSetup
import JSON
import ProcessEnvironment

/// The report of `tools --client`: what a client passes on of the listing, what it costs, and what is lost.
struct ClientListing: Sendable {
  private let listing: PassedListing
  private let server: String
  private let limits: ClientLimits

  /// The number of bytes that count as one token: only a model's vendor can tell the real number.
  private static let bytesPerToken = 4

  init(_ listing: PassedListing, server: String, limits: ClientLimits) {
    self.listing = listing
    self.server = server
    self.limits = limits
  }

  /// Finds the limits of a client by its name.
  static func limits(of name: String) throws(CommandFailure) -> ClientLimits {
    .of(try MCPClient.named(name, by: "--client: "))
  }

  // MARK: For people

  var text: String {
    let passed = listing.tools.filter { $0.definition != nil }
    let rows = passed.map { [$0.definition?["name"]?.string ?? $0.name, "\($0.size)", "\(Self.tokens($0.size))"] }
    let total = ["total", "\(size)", "\(Self.tokens(size))"]
    let table =
      passed.isEmpty
      ? "\(limits.client.title) passes no tool on."
      : TextTable.text([["NAME", "BYTES", "TOKENS (estimate)"]] + rows + [total], numbers: 1..<3)
    let parts = [
      table, costs, section("Lost:", losses), section("Not in this client:", lacks), section("To know:", notes),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var costs: String {
    var words = """
      A model gets the name, description and input schema of a tool; title, annotations and output schema stay with the
      client. A token is counted as \(Self.bytesPerToken) bytes of that JSON.
      """
    if let evidence = limits.defersTools {
      let tokens = Self.tokens(listing.nameSize)
      words +=
        "\nTools are deferred (\(evidence.rawValue)): at first the model gets names alone, about \(tokens) tokens."
    }
    return words
  }

  private func section(_ title: String, _ lines: [String]) -> String {
    lines.isEmpty ? "" : ([title] + lines.map { "- \($0)" }).joined(separator: "\n")
  }

  /// The changes, each once with the tools that it concerns.
  private var losses: [String] {
    var tools: [String: [String]] = [:]
    var order: [String] = []
    for tool in listing.tools {
      for loss in tool.losses {
        let words = tool.definition == nil ? "not passed on: \(loss)" : loss
        if tools[words] == nil { order.append(words) }
        tools[words, default: []].append(tool.name)
      }
    }
    return order.map { "\(Self.listed(tools[$0] ?? [])): \($0)" } + listing.losses
  }

  /// A few names, and the number of the others.
  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(mostNames).joined(separator: ", ")
    return names.count > mostNames ? "\(shown) and \(names.count - mostNames) more" : shown
  }

  /// The most names that are listed of tools with the same change.
  private static let mostNames = 4

  private var lacks: [String] { limits.lacks.map(Self.words) }
  private var notes: [String] { limits.notes.map(Self.words) }
  private var size: Int { listing.tools.reduce(0) { $0 + $1.size } }

  private static func words(_ fact: ClientLimits.Fact<String>) -> String {
    "\(fact.value) (\(fact.evidence.rawValue))"
  }

  private static func tokens(_ bytes: Int) -> Int { (bytes + bytesPerToken - 1) / bytesPerToken }

  // MARK: For programs

  var json: JSONValue {
    let tools = listing.tools.map { tool in
      var object: JSONObject = ["name": .string(tool.name)]
      object.append("passedOn", .bool(tool.definition != nil))
      object.append("bytes", .number(JSONNumber(tool.size)))
      object.append("estimatedTokens", .number(JSONNumber(Self.tokens(tool.size))))
      object.append("losses", Self.strings(tool.losses))
      object.append("definition", ifPresent: tool.definition.map(JSONValue.object))
      return JSONValue.object(object)
    }
    var object: JSONObject = [
      "client": .string(limits.client.rawValue), "server": .string(server), "tools": .array(tools),
    ]
    object.append("bytes", .number(JSONNumber(size)))
    object.append("estimatedTokens", .number(JSONNumber(Self.tokens(size))))
    if limits.defersTools != nil { object.append("firstTokens", .number(JSONNumber(Self.tokens(listing.nameSize)))) }
    object.append("losses", Self.strings(listing.losses))
    object.append("lacks", Self.strings(lacks))
    object.append("notes", Self.strings(notes))
    return .object(object)
  }

  private static func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
