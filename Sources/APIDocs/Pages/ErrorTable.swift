import OpenAPI

/// How the calls of one operation can fail.
enum ErrorTable {
  /// The kinds of failure that are no answer of the backend, in the order in which they are shown.
  static let kinds = ["timeout", "unreachable", "invalid-answer"]

  static func text(of operation: Operation) -> String {
    Markdown.table(["Status", "When", "What to do"], rows(of: operation))
  }

  static func rows(of operation: Operation) -> [[String]] {
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

  /// Codes by their number, a range behind its codes, the rest at the end.
  private static func rank(_ key: String) -> Int {
    switch Response.Status(key) {
    case .code(let code): code
    case .range(let digit): digit * 100 + 99
    case .default, nil: 1000
    }
  }
}
