/// The changes that a client makes to a server's listing before its model reads it, and the features that it lacks.
package struct ClientLimits: Sendable {
  /// The evidence for a fact about a client.
  package enum Evidence: String, Sendable {
    /// Read in the client's source code.
    case source = "read in its source"
    /// Stated by the vendor.
    case documented
    /// Reported by users or third parties.
    case reported = "reported by users"
    /// Common knowledge that nobody has verified.
    case unconfirmed
  }

  /// A fact about a client with its evidence.
  package struct Fact<Value: Sendable>: Sendable {
    /// The fact.
    package let value: Value
    /// The evidence for it.
    package let evidence: Evidence

    init(_ value: Value, _ evidence: Evidence) {
      self.value = value
      self.evidence = evidence
    }
  }

  /// The most tools of a client.
  package struct ToolCount: Sendable, Hashable {
    /// The number of tools.
    package let maximum: Int
    /// Whether the tools of all servers count together.
    package let isShared: Bool
    /// Whether tools beyond the limit are grouped and opened on demand, not dropped.
    package let isGrouped: Bool

    init(_ maximum: Int, isShared: Bool = true, isGrouped: Bool = false) {
      self.maximum = maximum
      self.isShared = isShared
      self.isGrouped = isGrouped
    }
  }

  /// The client.
  package let client: MCPClient
  /// The names by which the model knows the tools.
  package var naming = Fact(ModelToolName.Rule.plain, .unconfirmed)
  /// The most tools; `nil` if no limit is known.
  package var toolCount: Fact<ToolCount>?
  /// Whether a model first gets names alone, and a definition when it searches for it.
  package var defersTools: Evidence?
  /// The most bytes of a tool's description, and of the server's instructions; `nil` if no limit is known.
  package var maximumDescription: Fact<Int>?
  /// The number of characters at the start of the instructions that have to stand alone; `nil` if all are read.
  package var instructionStart: Fact<Int>?
  /// The changes to input schemas.
  package var rewrites: [Fact<SchemaRewrite>] = []
  /// The features of MCP that the client does not have, in words.
  package var lacks: [Fact<String>] = []
  /// Other facts for somebody who uses the tools there, in words.
  package var notes: [Fact<String>] = []
  /// Facts for somebody who writes the client's file, in words.
  package var setup: [Fact<String>] = []

  init(_ client: MCPClient, _ change: (inout ClientLimits) -> Void = { _ in }) {
    self.client = client
    change(&self)
  }

  /// The limits of a client.
  package static func of(_ client: MCPClient) -> ClientLimits {
    table.first { $0.client == client } ?? ClientLimits(client)
  }
}
