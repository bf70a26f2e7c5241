extension Operation {
  /// Whether a call changes nothing: what is said under `x-mcp`, or else what the method means (RFC 9110, 9.2.1).
  package var isReadOnly: Bool {
    mcp.annotations.readOnly ?? ["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"].contains(method)
  }

  /// Whether a second call has no further effect: what is said, or else what the method means (RFC 9110, 9.2.2).
  package var isIdempotent: Bool {
    mcp.annotations.idempotent ?? (isReadOnly || method == "PUT" || method == "DELETE")
  }

  /// Whether a call can take something away or overwrite it; `nil` where nobody knows, as of most POSTs.
  package var isDestructive: Bool? {
    mcp.annotations.destructive ?? (isReadOnly ? false : method == "POST" ? nil : true)
  }

  /// What people call the operation; many documents begin their summaries with the path, which says nothing to them.
  package var title: String? {
    if let title = mcp.title { return TitleLine.of(title) }
    guard let summary, summary.hasPrefix(path) else { return summary.flatMap(TitleLine.of) }
    let rest = summary.dropFirst(path.count).drop { !$0.isLetter && !$0.isNumber }
    return TitleLine.of(rest.isEmpty ? summary : String(rest))
  }
}
