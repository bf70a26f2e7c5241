/// A field of a body or a parameter, with its members.
struct Field: Sendable {
  let name: String
  /// The anchor: the path of the field within the page.
  let id: String
  /// The type, in Markdown.
  var type = ""
  /// Short words such as "required".
  var marks: [String] = []
  /// Limits, default and example, in Markdown.
  var facts: [String] = []
  /// The document's words on it, in CommonMark.
  var description: String?
  var isSecret = false
  var fields: [Field] = []
  /// Whether its members are shown at first.
  var isOpen = false
  /// Whether it is no field but a choice between several.
  var isGroup = false
}
