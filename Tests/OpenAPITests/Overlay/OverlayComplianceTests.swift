import OpenAPI
import TestSupport
import Testing

/// The compliance sets of the Overlay specification: all of them pass.
@Suite(.enabled(if: Oracles.areEnabled, "needs ../shared/oracles/overlay"))
struct OverlayComplianceTests {
  static let folder = "oracles/overlay/compliant-sets"
  static let names = ((try? Oracles.files(in: folder)) ?? []).filter { $0 != "README.md" }

  @Test func `the sets are complete`() {
    #expect(Self.names.count == 8)
  }

  @Test(arguments: names)
  func `applies`(name: String) throws {
    let overlay = try Overlay(reading: Oracles.bytes("\(Self.folder)/\(name)/overlay.yaml"))
    let document = try APIDocument(reading: Oracles.bytes("\(Self.folder)/\(name)/openapi.yaml"), overlays: [overlay])
    let expected = try APIDocument(reading: Oracles.bytes("\(Self.folder)/\(name)/output.yaml"))
    #expect(document.root == expected.root)
    #expect(document.diagnostics.filter { $0.source != .document } == [])
  }
}
