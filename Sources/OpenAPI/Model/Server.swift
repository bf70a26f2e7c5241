/// A server of an API or an operation (OpenAPI 3.1.1, 4.8.5).
package struct Server: Sendable, Equatable {
  /// The URL, with variables replaced by their defaults.
  ///
  /// It may be relative to the URL of the document.
  package var url: String
  /// The meaning, in CommonMark.
  package var description: String?
  /// The URL as written, with variables in braces.
  package var template: String
  /// The variables, in document order.
  package var variables: [Variable]
  /// The name of the server (3.2).
  package var name: String?

  /// A variable of the URL (OpenAPI 3.1.1, 4.8.6).
  package struct Variable: Sendable, Equatable {
    /// The name in braces.
    package var name: String
    /// The value unless another one is chosen.
    package var defaultValue: String
    /// The values to choose from; empty if any value is allowed.
    package var values: [String]
    /// The meaning, in CommonMark.
    package var description: String?
  }

  /// Makes a server from a URL with variables.
  package init(
    template: String,
    variables: [Variable] = [],
    name: String? = nil,
    description: String? = nil
  ) {
    self.template = template
    self.variables = variables
    self.name = name
    self.description = description
    let url = Self.url(template, variables) { $0.defaultValue }
    self.url = url ?? template
    isTooLong = url == nil
  }

  /// The longest URL, in bytes: hardly a server takes a longer one (RFC 9110, 4.1).
  package static let maximumURLLength = 8000

  /// Whether the URL, with the defaults of its variables, is longer than ``maximumURLLength``.
  package let isTooLong: Bool

  /// The URL with chosen values for variables.
  ///
  /// - Parameter values: Values by the variable's name; missing ones take their default.
  /// - Returns: The URL; `nil` if a value is not allowed, there is no such variable, or the URL is longer than
  ///   ``maximumURLLength``.
  package func url(choosing values: [String: String]) -> String? {
    let known = Self.byName(variables)
    for (name, value) in values {
      guard let variable = known[name] else { return nil }
      guard variable.values.isEmpty || variable.values.contains(value) else { return nil }
    }
    return Self.url(template, variables) { values[$0.name] ?? $0.defaultValue }
  }

  /// Replaces the variables in one pass, so that braces in a value have no meaning; `nil` if the URL becomes too long.
  private static func url(_ template: String, _ variables: [Variable], _ value: (Variable) -> String) -> String? {
    guard template.utf8.count <= maximumURLLength else { return nil }
    let known = byName(variables)
    var url = ""
    var rest = template[...]
    while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
      url += rest[..<start]
      let name = rest[rest.index(after: start)..<end]
      if let variable = known[String(name)] {
        url += value(variable)
      } else {
        url += rest[start...end]
      }
      // A few bytes of a document can repeat a long value very often.
      guard url.utf8.count <= maximumURLLength else { return nil }
      rest = rest[rest.index(after: end)...]
    }
    url += rest
    return url.utf8.count <= maximumURLLength ? url : nil
  }

  private static func byName(_ variables: [Variable]) -> [String: Variable] {
    Dictionary(variables.map { ($0.name, $0) }) { first, _ in first }
  }
}
