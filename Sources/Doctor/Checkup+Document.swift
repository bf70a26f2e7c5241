package import APITools
package import Assembly
import OpenAPI
package import Settings

extension Checkup {
  /// Reports the operations and findings of a document and its overlays.
  package mutating func check(_ loaded: LoadedDocument, _ settings: Settings) {
    let findings = Findings(of: loaded, ServedDocument(toLookAt: loaded.document, settings), settings)
    let overlays = loaded.texts.overlays.map(\.text.name)
    // The built-in overlay applies only to the built-in document.
    let builtIn = settings.spec == .builtIn ? " with the built-in overlay" : ""
    let applied = overlays.isEmpty ? builtIn : " with \(overlays.joined(separator: ", "))"
    let count = loaded.document.operations.count
    let text = "\(loaded.texts.document.name)\(applied): \(count) operations; \(findings.summary)."
    switch findings.worst {
    case let worst? where settings.isStrict && worst >= .warning:
      fail("document", text, "With --strict nothing is served then. \(Self.lintAdvice)")
    case .error?: warn("document", text, "What has an error is not served. \(Self.lintAdvice)")
    default: ok("document", text)
    }
  }

  /// Reports the number of tools; none is a failure.
  package mutating func check(_ tools: APITools) {
    let count = tools.entries.count
    guard count > 0 else {
      return fail("tools", "No operation is served.", "Look at --include, --exclude and --read-only, and run lint.")
    }
    ok("tools", "\(count) operations can be called, by \(tools.tools.count) tools.")
  }

  private static let lintAdvice = "nethesis-mcp lint names each, and where it is."
}
