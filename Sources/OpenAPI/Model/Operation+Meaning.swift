extension Operation {
  /// Whether a call changes nothing, by `x-mcp` or else by the method (RFC 9110, 9.2.1).
  package var isReadOnly: Bool {
    mcp.annotations.readOnly ?? ["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"].contains(method)
  }

  /// Whether a repeated call has no further effect, by `x-mcp` or else by the method (RFC 9110, 9.2.2).
  package var isIdempotent: Bool {
    mcp.annotations.idempotent ?? (isReadOnly || method == "PUT" || method == "DELETE")
  }

  /// Whether a call can delete or overwrite; `nil` if unknown, as for most POSTs.
  package var isDestructive: Bool? {
    mcp.annotations.destructive ?? (isReadOnly ? false : method == "POST" ? nil : true)
  }

  /// The title for people; a path at the start of the summary, common in documents, is removed.
  package var title: String? {
    if let title = mcp.title { return TitleLine.of(title) }
    guard let summary, summary.hasPrefix(path) else { return summary.flatMap(TitleLine.of) }
    let rest = summary.dropFirst(path.count).drop { !$0.isLetter && !$0.isNumber }
    return TitleLine.of(rest.isEmpty ? summary : String(rest))
  }
}
