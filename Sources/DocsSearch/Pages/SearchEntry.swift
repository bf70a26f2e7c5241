/// A page as the search knows it: its names and passages, in words of the document.
package struct SearchEntry: Sendable {
  /// The position of the words of a passage within a page, which decides their weight.
  package enum Field: Int, Sendable, CaseIterable {
    case name, title, path, tag, description, input, inputText, output, outputText, status, code, parent, body

    /// The weight of a word in such a passage.
    var weight: Float {
      switch self {
      case .name: 2.5
      case .title: 4
      case .path: 2.5
      case .tag: 1.2
      case .description: 1.6
      case .input: 1.6
      case .inputText: 0.6
      case .output: 0.7
      case .outputText: 0.3
      case .status: 1
      case .code: 1.8
      case .parent: 0.6
      case .body: 1.4
      }
    }

    /// Whether it is a field of a request or a response, or text on one.
    var isField: Bool {
      switch self {
      case .input, .inputText, .output, .outputText: true
      default: false
      }
    }

    /// The share of a weight that depends on the number of words: few words in a title say more of each.
    var lengthShare: Float {
      switch self {
      case .title, .name: 0.6
      case .path: 0.5
      case .description, .body: 0.3
      default: 0
      }
    }

    /// The number of words of a usual passage.
    var usualLength: Float {
      switch self {
      case .title: 4
      case .name: 4
      case .path: 3
      case .description: 20
      default: 40
      }
    }
  }

  /// Some words of a page under one heading.
  package struct Passage: Sendable {
    package var field: Field
    /// The heading on the page; `nil` for its beginning.
    package var heading: String?
    /// The words, as they are shown.
    package var text: String

    /// Makes a passage.
    package init(_ field: Field, _ text: String, heading: String? = nil) {
      self.field = field
      self.text = text
      self.heading = heading
    }
  }

  /// The document of the page; `nil` if there is only one.
  package var api: String?
  package var kind: PageKind
  /// The name that tells the page from others of its kind: of a tool, a schema, a tag or a guide.
  package var name: String
  package var title: String
  /// The method of an operation.
  package var method: String?
  /// The path of an operation.
  package var path: String?
  package var passages: [Passage]

  /// Makes an entry.
  package init(api: String? = nil, kind: PageKind, name: String, title: String, passages: [Passage] = []) {
    self.api = api
    self.kind = kind
    self.name = name
    self.title = title
    self.passages = passages
  }
}
