/// The format of a page that a client asks for (RFC 9110 section 12.5.1).
enum AcceptedFormat {
  /// Whether a client prefers Markdown to HTML, which wins ties.
  static func prefersMarkdown(_ accept: [String]) -> Bool {
    // Nearly no browser names it.
    guard accept.contains(where: { $0.contains("markdown") }) else { return false }
    let (markdown, html) = (weight(of: "text/markdown", in: accept), weight(of: "text/html", in: accept))
    return markdown > html
  }

  /// The weight of a type by the most specific range that matches it.
  private static func weight(of type: String, in accept: [String]) -> Double {
    let ranges = accept.flatMap(ranges)
    let group = type.prefix { $0 != "/" } + "/*"
    for name in [type, String(group), "*/*"] {
      if let range = ranges.first(where: { $0.type == name }) { return range.weight }
    }
    return 0
  }

  private static func ranges(_ field: String) -> [(type: String, weight: Double)] {
    field.split(separator: ",").prefix(50).map { range in
      let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
      return (parts.first ?? "", weight ?? 1)
    }
  }
}
