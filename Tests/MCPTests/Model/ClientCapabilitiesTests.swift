import JSON
import MCP
import Testing

struct ClientCapabilitiesTests {
  @Test(
    arguments: [
      (.v2024_11_05, [:], []), (.v2025_03_26, ["form": [:], "url": [:]], []), (.v2025_06_18, [:], [.form]),
      (.v2025_06_18, ["url": [:]], [.form]), (.v2025_11_25, [:], [.form]), (.v2025_11_25, ["url": [:]], [.url]),
      (.v2025_11_25, ["form": [:], "url": [:]], [.form, .url]), (.v2026_07_28, [:], [.form]),
      (.v2026_07_28, ["url": true], []),
    ] as [(ProtocolVersion, JSONObject, Set<ElicitationMode>)]
  )
  func `CAP-07, ELIC-03, LIFE-08: modes are what was declared and the version knows`(
    version: ProtocolVersion,
    elicitation: JSONObject,
    modes: Set<ElicitationMode>
  ) {
    let client = ClientCapabilities(["elicitation": .object(elicitation)], version: version)
    #expect(client.elicitationModes == modes)
    #expect(client.allows(.form(message: "", requestedSchema: [:])) == modes.contains(.form))
    #expect(client.allows(.url(message: "", url: "https://example.com")) == modes.contains(.url))
    #expect(ClientCapabilities(version: version).elicitationModes.isEmpty)
  }

  @Test(
    arguments: [
      ([:], .v2025_11_25, [:], false), (["sampling": [:]], .v2025_11_25, [:], true),
      (["sampling": [:]], .v2025_11_25, ["tools": []], false),
      (["sampling": ["tools": [:]]], .v2025_11_25, ["tools": [], "toolChoice": [:]], true),
      (["sampling": ["tools": [:]]], .v2025_06_18, ["tools": []], false),
      (["sampling": [:]], .v2026_07_28, ["includeContext": "allServers"], false),
      (["sampling": ["context": [:]]], .v2026_07_28, ["includeContext": "allServers"], true),
      (["sampling": [:]], .v2026_07_28, ["includeContext": "none"], true),
      (["sampling": [:]], .v2024_11_05, ["includeContext": "allServers"], true),
    ] as [(JSONObject, ProtocolVersion, JSONObject, Bool)]
  )
  func `SAMP-01, SAMP-02: sampling needs its capability, and parts of it theirs`(
    declared: JSONObject,
    version: ProtocolVersion,
    params: JSONObject,
    isAllowed: Bool
  ) {
    #expect(ClientCapabilities(declared, version: version).allows(.sampling(params)) == isAllowed)
  }

  @Test func `ROOT-01: roots need their capability`() {
    #expect(ClientCapabilities(["roots": [:]], version: .v2024_11_05).allows(.roots))
    #expect(!ClientCapabilities(version: .v2026_07_28).allows(.roots))
  }
}
