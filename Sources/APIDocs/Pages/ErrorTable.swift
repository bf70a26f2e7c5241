package import OpenAPI

/// The possible failures of an operation.
package enum ErrorTable {
  /// Kinds of failure without a response of the backend, in the order of the table.
  static let kinds = ["timeout", "unreachable", "invalid-answer"]

  static func text(of operation: Operation) -> String {
    Markdown.table(["Status", "When", "What to do"], rows(of: operation))
  }

  /// The rows of the table: status, description, advice.
  package static func rows(of operation: Operation) -> [[String]] {
    let documented = operation.responses.filter { !$0.status.isSuccess }
    let sentences = operation.mcp.errors
    let keys = documented.map(\.status.description)
    let statuses = sentences.keys.filter { !keys.contains($0) && !kinds.contains($0) }
    let descriptions = Dictionary(documented.map { ($0.status.description, $0.description) }) { first, _ in first }
    let all = (keys + statuses).sorted { rank($0) < rank($1) } + kinds.filter { sentences[$0] != nil }
    return all.map { key in
      [Markdown.code(key), Markdown.line(descriptions[key] ?? ""), Markdown.line(sentences[key] ?? "")]
    }
  }

  /// Rank of a status: codes by number, a range after its codes, all others last.
  private static func rank(_ key: String) -> Int {
    switch DocumentedResponse.Status(key) {
    case .code(let code): code
    case .range(let digit): digit * 100 + 99
    case .default, nil: 1000
    }
  }
}
