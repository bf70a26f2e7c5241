package import JSON
package import OpenAPI
import StepUp
import TextCoding

/// The findings in a document and its overlays, each with file and line, in the order of the texts.
package struct Findings {
  private struct Finding {
    let diagnostic: Diagnostic
    let file: String
    let position: SourceMap.Position?
  }

  /// The name of the document.
  package let document: String
  private let all: [Finding]

  /// Finds file and line of each diagnostic.
  package init(_ diagnostics: [Diagnostic], in texts: DocumentTexts) {
    document = texts.document.name
    var maps: [String: SourceMap] = [:]
    let found = diagnostics.map { diagnostic -> Finding in
      guard let text = texts.text(of: diagnostic.source) else {
        // Only the built-in overlay has no source text.
        return Finding(diagnostic: diagnostic, file: "the built-in overlay", position: nil)
      }
      let map = maps[text.name] ?? SourceMap(text.bytes)
      maps[text.name] = map
      return Finding(diagnostic: diagnostic, file: text.name, position: map.position(of: diagnostic.location))
    }
    let names = texts.names
    let files = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    func order(_ finding: Finding) -> (Int, Int, Int) {
      let file = files[finding.file] ?? names.count
      return (file, finding.position?.line ?? 0, finding.position?.column ?? 0)
    }
    // The sort is stable: findings at one position stay in the order in which they were found.
    all = found.map { (order($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// The severity of the worst finding; `nil` if there is none.
  package var worst: Diagnostic.Severity? { all.map(\.diagnostic.severity).max() }

  func count(_ severity: Diagnostic.Severity) -> Int { all.count { $0.diagnostic.severity == severity } }

  /// The findings with their positions, `file:line:column`.
  var placed: [(diagnostic: Diagnostic, place: String)] {
    all.map { ($0.diagnostic, $0.file + ($0.position.map { ":\($0.line):\($0.column)" } ?? "")) }
  }

  /// A line for each finding, in the format of compilers: `file:line:column: severity: message (pointer)`.
  package var lines: [String] {
    placed.map { diagnostic, place in
      let line = "\(place): \(diagnostic.severity.rawValue): \(diagnostic.message) (\(diagnostic.place))"
      // Text from the document cannot start a line of its own.
      return VisibleText.spelled(line, keepsLines: false)
    }
  }

  /// A JSON object for each finding, with the document's name if there are several.
  package func items(of document: String?) -> [JSONValue] {
    all.map { finding in
      var object = JSONObject()
      object.append("document", ifPresent: document.map(JSONValue.string))
      object.append("file", .string(finding.file))
      object.append("line", ifPresent: finding.position.map { .number(JSONNumber($0.line)) })
      object.append("column", ifPresent: finding.position.map { .number(JSONNumber($0.column)) })
      object.append("severity", .string(finding.diagnostic.severity.rawValue))
      object.append("message", .string(finding.diagnostic.message))
      let isRoot = finding.diagnostic.location.tokens.isEmpty
      object.append("pointer", .string(isRoot ? "" : finding.diagnostic.place))
      return .object(object)
    }
  }
}

extension DocumentTexts {
  /// The names of all texts: the document first, the files beside it, the overlays.
  fileprivate var names: [String] {
    [document.name] + siblings.keys.sorted().compactMap { siblings[$0]?.name } + overlays.map(\.text.name)
  }
}
