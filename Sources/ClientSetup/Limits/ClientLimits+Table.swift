extension ClientLimits {
  private static let structuredOnly = "hands the model the structured content of a result alone"

  /// The limits of each client, as known in autumn 2026.
  package static let table: [ClientLimits] = [
    ClientLimits(.claudeDesktop) {
      $0.notes = [Fact("ends a call after about 60 seconds, and in any case after 4 minutes", .reported)]
    },
    ClientLimits(.claudeCode) {
      $0.naming = Fact(.init(prefix: "mcp__", separator: "__"), .documented)
      $0.defersTools = .documented
      $0.maximumDescription = Fact(2048, .documented)
      $0.rewrites = [Fact(.flattensRootAlternatives, .documented)]
      $0.notes = [
        Fact("cuts results at 25,000 tokens", .documented), Fact(structuredOnly, .source),
        Fact("declares no URL elicitation, so links to pages come as text", .reported),
      ]
    },
    ClientLimits(.cursor) {
      $0.naming = Fact(.init(separator: "", maximum: 60, excess: .dropped, isMeasuredOnly: true), .reported)
      $0.toolCount = Fact(ToolCount(80), .reported)
    },
    ClientLimits(.vsCode) { $0.toolCount = Fact(ToolCount(128, isGrouped: true), .unconfirmed) },
    ClientLimits(.devin) { $0.toolCount = Fact(ToolCount(100), .documented) },
    ClientLimits(.zed) {
      $0.lacks = [Fact("resources: no page is read", .documented), Fact("elicitation", .reported)]
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
    },
    ClientLimits(.gemini) {
      $0.naming = Fact(.init(prefix: "mcp_", separator: "_", maximum: 63, excess: .cutInTheMiddle), .source)
      $0.rewrites = [Fact(.drops(["$schema", "additionalProperties"], defaultsOfAlternatives: true), .source)]
      $0.lacks = [Fact("elicitation", .source)]
      $0.notes = [Fact("leaves a server without tools out", .source)]
    },
    ClientLimits(.copilot) {
      $0.defersTools = .documented
      $0.lacks = [Fact("prompts", .reported), Fact("resources for the model", .documented)]
    },
    ClientLimits(.opencode) { $0.notes = [Fact("waits 5 seconds for the list of tools", .documented)] },
    ClientLimits(.goose),
    ClientLimits(.lmStudio),
    ClientLimits(.kiro) {
      $0.naming = Fact(.init(maximum: 64, excess: .dropped, takesHyphens: false), .source)
      $0.defersTools = .unconfirmed
      $0.notes = [Fact("cuts results at 400,000 characters", .source)]
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
    },
  ]
}
