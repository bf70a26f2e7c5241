package import JSON
package import MCP

/// The names that the configuration at hand publishes.
package struct PublishedNames: Sendable {
  /// A tool that can be called.
  package struct Tool: Sendable {
    /// The name of the tool.
    package let name: String
    /// The title for people.
    package let title: String
    /// The schema of its arguments.
    let schema: @Sendable () -> JSONObject
    /// The arguments that no command line is meant for.
    let secrets: @Sendable () -> [String]

    /// Makes a tool.
    package init(
      name: String,
      title: String = "",
      schema: @escaping @Sendable () -> JSONObject,
      secrets: @escaping @Sendable () -> [String] = { [] }
    ) {
      self.name = name
      self.title = title
      self.schema = schema
      self.secrets = secrets
    }
  }

  /// The names of the documents; empty if there is only one.
  package var documents: [String] = []
  /// The tools that can be called.
  package var tools: [Tool] = []
  /// The names of the groups of operations (`tags`).
  package var tags: [String] = []
  /// The pages, by short name and title.
  package var pages: [(name: String, title: String)] = []
  /// The names of pages that are not listed.
  package var unlistedPages: [String] = []
  /// The prompts.
  package var prompts: [Prompt] = []

  /// Nothing is published.
  package init() {}
}
