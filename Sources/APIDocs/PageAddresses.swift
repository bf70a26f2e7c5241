/// The URIs of an API's pages: below its name, if there are several APIs.
package struct PageAddresses: Sendable {
  /// The common start of all URIs.
  package let root: String

  /// The start of the addresses of guides, which belong to no API.
  static let guides = "docs://"

  /// Takes the API's name, a lower-case word; `nil` if there is only one API.
  package init(_ name: String? = nil) { root = name.map { "docs://\($0)/" } ?? "docs://" }

  /// The URI of the overview.
  package var overview: String { uri(of: .overview) }
  /// The URI of the page on errors.
  package var errors: String { uri(of: .errors) }
  /// The URI template of the tools' pages.
  package var operationTemplate: String { "\(root)operations/{tool}" }
  var schemaTemplate: String { "\(root)schemas/{name}" }
  var tagTemplate: String { "\(root)tags/{tag}" }
  /// The URI templates of the further parts of long pages, whose first part has no number.
  var partTemplates: [String] {
    ["\(root){page}?part={part}", "\(root){kind}/{name}?part={part}"]
  }

  /// The URI of a page, or of a further part of it.
  package func uri(of page: Page, part: Int = 1) -> String {
    let root = if case .guide = page { Self.guides } else { root }
    return root + page.path + (part > 1 ? "?part=\(part)" : "")
  }

  /// A link whose text is a code span.
  package func link(_ text: String, to page: Page) -> String { "[\(Markdown.code(text))](\(uri(of: page)))" }

  /// A link whose text is a line of words.
  func textLink(_ text: String, to page: Page) -> String {
    let words = Markdown.line(text).filter { $0 != "[" && $0 != "]" }
    return "[\(words)](\(uri(of: page)))"
  }
}
