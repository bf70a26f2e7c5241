/// The guides of a folder, in the order of their paths.
package struct Guides: Sendable, Equatable {
  /// No guides.
  package static let none = Guides([])

  /// The guides.
  package let all: [Guide]
  /// The folders and files that they were read from, to watch them.
  package let files: [String]
  /// Files that are no guides now, each with the reason.
  package let problems: [String]
  private let positions: [String: Int]

  /// Collects guides.
  package init(_ all: [Guide], files: [String] = [], problems: [String] = []) {
    self.all = all
    self.files = files
    self.problems = problems
    positions = Dictionary(all.enumerated().map { ($1.slug, $0) }) { first, _ in first }
  }

  /// The guide with a name; a link from one guide to another may end in `.md`.
  package subscript(slug: String) -> Guide? {
    let position = positions[slug] ?? (slug.hasSuffix(".md") ? positions[String(slug.dropLast(3))] : nil)
    return position.map { all[$0] }
  }

  /// The text of a guide's page.
  func text(_ slug: String) -> PageText? {
    self[slug].map { PageText($0.markdown, of: .guide($0.slug), PageAddresses()) }
  }
}
