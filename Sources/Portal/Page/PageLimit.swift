/// Limits that keep a page below 100 KB of HTML, whatever its document holds.
enum PageLimit {
  /// The most entries of a list on one page; longer lists go on on further pages.
  static let listed = 250
  /// The code of a page, in bytes; what goes beyond it is cut short.
  private static let code = 24_000
  private static let shortCode = 400
  /// The longest description, in bytes.
  private static let prose = 16_000

  /// The parts of a page with long code and descriptions cut.
  static func applied(to parts: [PagePart]) -> [PagePart] {
    var remaining = code
    return applied(to: parts, &remaining)
  }

  /// Recurses once per unfolding part in another, of which pages have one level.
  private static func applied(to parts: [PagePart], _ remaining: inout Int) -> [PagePart] {
    parts.map { part in
      switch part {
      case .code(let text, let language, let label):
        let length = text.utf8.count
        defer { remaining -= min(length, max(remaining, shortCode)) }
        return .code(CodeText.cut(text, to: max(remaining, shortCode)), language: language, label: label)
      case .prose(let text) where text.utf8.count > prose: return .prose(String(text.prefix(prose / 2)) + " …")
      case .more(let summary, let id, let isOpen, let parts):
        return .more(summary: summary, id: id, isOpen: isOpen, parts: applied(to: parts, &remaining))
      default: return part
      }
    }
  }
}

extension Array {
  /// The elements in groups of at most so many.
  func chunks(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
