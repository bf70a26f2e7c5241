package import APITools
import JSON
import OpenAPI
import Operations
package import Settings

extension Findings {
  /// The findings on a document: from reading it, from making its tools, and from searching for probable mistakes.
  package init(of loaded: LoadedDocument, _ served: ServedDocument, _ settings: Settings) {
    self.init(
      loaded.document.diagnostics + served.diagnostics + served.schemaDiagnostics
        + Lint.diagnostics(of: loaded.document) + StructureCheck.diagnostics(of: loaded.document)
        + settings.notes(on: served)
        + Self.serverDiagnostics(loaded, settings),
      in: loaded.texts
    )
  }

  /// The problem that keeps the backend's URL unknown without a setting.
  private static func serverDiagnostics(_ loaded: LoadedDocument, _ settings: Settings) -> [Diagnostic] {
    guard settings.backend != .sandbox else { return [] }
    do throws(SettingsError) { _ = try settings.baseURL(documented: loaded.serverURL) } catch {
      let message = "It cannot be served without --backend: \(error)"
      // Many documents leave out the server, but none intends a path with dot segments, which leads elsewhere.
      let severity: Diagnostic.Severity = error.reason == BaseURL.Failure.dotSegments.reason ? .error : .warning
      return [Diagnostic(severity: severity, message: message, location: JSONPointer(["servers"]))]
    }
    return []
  }

  /// The number of findings of each severity.
  package var summary: String {
    let counts = [Diagnostic.Severity.error, .warning, .note].map { severity in
      let count = count(severity)
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return counts.joined(separator: ", ")
  }
}
