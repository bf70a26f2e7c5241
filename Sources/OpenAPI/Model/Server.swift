/// A place where operations are served (OpenAPI 3.1.1, 4.8.5).
package struct Server: Sendable, Equatable {
  /// The URL, variables replaced by their defaults.
  ///
  /// It may be relative to the place of the document.
  package var url: String
  package var description: String?
  /// The URL as it is written, with variables in braces.
  package var template: String
  /// What can stand in place of the variables, in the order of the document.
  package var variables: [Variable]
  /// What the document calls the server (3.2).
  package var name: String?

  /// One variable of the URL (OpenAPI 3.1.1, 4.8.6).
  package struct Variable: Sendable, Equatable {
    package var name: String
    package var defaultValue: String
    /// The values to choose from; empty if any will do.
    package var values: [String]
    package var description: String?
  }

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
    url = Self.url(template, variables) { $0.defaultValue }
  }

  /// The URL with values chosen for variables.
  ///
  /// - Parameter values: By the variable's name; the default is taken for those that are not there.
  /// - Returns: The URL, or `nil` if a value is none of those to choose from, or there is no such variable.
  package func url(choosing values: [String: String]) -> String? {
    let known = Self.byName(variables)
    for (name, value) in values {
      guard let variable = known[name] else { return nil }
      guard variable.values.isEmpty || variable.values.contains(value) else { return nil }
    }
    return Self.url(template, variables) { values[$0.name] ?? $0.defaultValue }
  }

  /// In one pass, so that braces in a value mean nothing.
  private static func url(_ template: String, _ variables: [Variable], _ value: (Variable) -> String) -> String {
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
      rest = rest[rest.index(after: end)...]
    }
    return url + rest
  }

  private static func byName(_ variables: [Variable]) -> [String: Variable] {
    Dictionary(variables.map { ($0.name, $0) }) { first, _ in first }
  }
}
