import JSON
import MCP
import Testing

struct ProtocolVersionTests {
  @Test func `NEG-04: modern versions are advertised first`() {
    #expect(
      EraSupport.dual.versions.map(\.rawValue)
        == ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]
    )
    #expect(EraSupport.modern.versions == [.v2026_07_28])
    #expect(!EraSupport.legacy.versions.contains(.v2026_07_28))
  }

  @Test func `BASE-11: only one version has batches`() {
    #expect(ProtocolVersion.allCases.filter { ProtocolProfile.of($0).hasBatches } == [.v2025_03_26])
  }
}
