extension ClientLimits {
  private static let structuredOnly = "hands the model the structured content of a result alone"

  /// The limits of each client, as known in autumn 2026.
  package static let table: [ClientLimits] = [
    ClientLimits(.claudeDesktop) {
      $0.lacks = [Fact("servers on HTTP by its file: they are added under Settings, Connectors", .documented)]
      $0.notes = [Fact("ends a call after about 60 seconds, and in any case after 4 minutes", .reported)]
      $0.setup = [Fact("reads another file on Windows, in the package's LocalCache", .reported)]
    },
    ClientLimits(.claudeCode) {
      $0.naming = Fact(.init(prefix: "mcp__", separator: "__"), .documented)
      $0.defersTools = .documented
      $0.maximumDescription = Fact(2048, .documented)
      $0.rewrites = [Fact(.flattensRootAlternatives, .documented)]
      $0.notes = [
        Fact("refuses results of more than 25,000 tokens", .documented), Fact(structuredOnly, .source),
        Fact("declares no URL elicitation, so links to pages come as text", .reported),
      ]
      $0.setup = [Fact("skips an entry with `url` and without `type`", .documented)]
    },
    ClientLimits(.cursor) {
      $0.naming = Fact(.init(separator: "", maximum: 60, excess: .dropped, isMeasuredOnly: true), .reported)
      $0.toolCount = Fact(ToolCount(80), .reported)
    },
    ClientLimits(.vsCode) {
      $0.toolCount = Fact(ToolCount(128, isGrouped: true), .unconfirmed)
      $0.setup = [Fact("keeps the list of tools until it is told to reset it", .documented)]
    },
    ClientLimits(.devin) {
      $0.toolCount = Fact(ToolCount(100), .documented)
      $0.setup = [Fact("reads another file, and `serverUrl`, in versions from before its new name", .documented)]
    },
    ClientLimits(.zed) {
      $0.lacks = [Fact("resources: no page is read", .documented), Fact("elicitation", .reported)]
      $0.setup = [Fact("replaces no variables in the file", .documented)]
    },
    ClientLimits(.codex) {
      $0.naming = Fact(.init(prefix: "mcp__", separator: "__", maximum: 64, excess: .cut), .source)
      $0.defersTools = .unconfirmed
      $0.instructionStart = Fact(512, .documented)
      $0.lacks = [Fact("prompts", .reported)]
      $0.notes = [
        Fact("ends a call after 60 or 300 seconds, by version; tool_timeout_sec sets it", .source),
        Fact(structuredOnly, .source),
      ]
      $0.setup = [Fact("hands on few variables of the environment: name others in `env_vars`", .source)]
    },
    ClientLimits(.gemini) {
      $0.naming = Fact(.init(prefix: "mcp_", separator: "_", maximum: 63, excess: .cutInTheMiddle), .source)
      $0.rewrites = [Fact(.drops(["$schema", "additionalProperties"], defaultsOfAlternatives: true), .source)]
      $0.lacks = [Fact("elicitation", .source)]
      $0.notes = [Fact("leaves a server without tools out", .source)]
      $0.setup = [Fact("takes variables of the environment away whose names look secret", .source)]
    },
    ClientLimits(.copilot) {
      $0.defersTools = .documented
      $0.lacks = [Fact("prompts", .reported), Fact("resources for the model", .documented)]
      $0.setup = [Fact("hands on only PATH of the environment", .documented)]
    },
    ClientLimits(.opencode) { $0.notes = [Fact("waits 5 seconds for the list of tools", .documented)] },
    ClientLimits(.goose) { $0.setup = [Fact("starts by a link only a few programs that it knows", .source)] },
    ClientLimits(.lmStudio) { $0.notes = [Fact("documents tools only", .documented)] },
    ClientLimits(.kiro) {
      $0.naming = Fact(.init(maximum: 64, excess: .dropped, takesHyphens: false), .source)
      $0.defersTools = .unconfirmed
      $0.notes = [Fact("cuts results at 400,000 characters", .source)]
      $0.setup = [Fact("takes an entry of the workspace before one of the user", .documented)]
    },
    ClientLimits(.jetBrains) {
      $0.lacks = [Fact("resources", .reported), Fact("prompts", .reported), Fact("elicitation", .reported)]
    },
    ClientLimits(.junie) {
      $0.lacks = [
        Fact("servers on HTTP", .documented), Fact("resources", .reported), Fact("prompts", .reported),
        Fact("elicitation", .reported),
      ]
    },
    ClientLimits(.cline) {
      $0.naming = Fact(.init(separator: "__", maximum: 64, excess: .digest(8)), .source)
      $0.lacks = [Fact("prompts", .source), Fact("elicitation", .source)]
      $0.notes = [Fact("ends a call after 60 seconds; timeout sets it", .source)]
      $0.setup = [
        Fact("waits 3 seconds for a server to start", .source),
        Fact("takes a URL without a type for the older HTTP+SSE", .source),
      ]
    },
  ]
}
