import JSON
package import OpenAPI

/// The path of an operation, split at its variables once so that a call only joins the parts.
package struct PathTemplate: Sendable {
  private enum Part: Sendable {
    /// Text that is written into the URL unchanged.
    case literal(String)
    case variable(Parameter)
  }

  private let parts: [Part]
  /// The pairs of the query in the path's key, by their decoded names.
  private let query: [(name: String, parts: [Part])]

  /// Splits the path of an operation; every variable has to have a parameter of its name.
  package init(_ operation: Operation, base: BaseURL) {
    let parameters = Dictionary(operation.parameters(in: .path).map { ($0.name, $0) }) { first, _ in first }
    let key = PathKey(operation.path)
    parts = [.literal(base.path)] + Self.parts(of: key.path, parameters, PercentEncoding.encodedPath)
    query = (key.query ?? "").split(separator: "&").map { pair in
      let name = pair.prefix { $0 != "=" }
      return (PercentEncoding.decoded(String(name)), Self.parts(of: pair, parameters, PercentEncoding.encodedQuery))
    }
  }

  private static func parts(
    of text: Substring,
    _ parameters: [String: Parameter],
    _ encode: (Substring) -> String
  ) -> [Part] {
    var parts: [Part] = []
    var rest = text
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      parts.append(.literal(encode(rest[..<open])))
      let name = rest[rest.index(after: open)..<close]
      if let parameter = parameters[String(name)] { parts.append(.variable(parameter)) }
      rest = rest[rest.index(after: close)...]
    }
    parts.append(.literal(encode(rest)))
    return parts
  }

  /// The query of the path's key, with the values of its variables.
  ///
  /// - Parameters:
  ///   - value: The value of a variable.
  ///   - names: The parameters that a call sets itself: their values replace those of the key.
  /// - Returns: The encoded pairs.
  func pairs(_ value: (Parameter) -> JSONValue?, without names: Set<String>) -> [String] {
    query.filter { !names.contains($0.name) }.map { pair in
      pair.parts.map { part in
        switch part {
        case .literal(let text): text
        case .variable(let parameter): ParameterStyle.path(parameter, value(parameter) ?? .null)
        }
      }.joined()
    }
  }

  /// Whether the path leads out of the API's folder even with harmless values.
  package var leadsElsewhere: Bool {
    let path = parts.map { part in
      switch part {
      case .literal(let text): text
      case .variable(let parameter): ParameterStyle.path(parameter, "x")
      }
    }
    return DotSegments.arePresent(in: path.joined())
  }

  /// The path with the values of its variables.
  ///
  /// - Throws: A failure if a value would lead to another path than the operation's; it names the parameter.
  func path(_ value: (Parameter) -> JSONValue?) throws(CallFailure) -> String {
    var path = ""
    for part in parts {
      switch part {
      case .literal(let text): path += text
      case .variable(let parameter):
        let value = value(parameter) ?? .null
        try Self.check(value, of: parameter)
        path += ParameterStyle.path(parameter, value)
      }
    }
    // Values that are harmless each may be harmful side by side or next to the literal text.
    guard !DotSegments.arePresent(in: path) else {
      throw CallFailure("The values in the path make a segment . or .. of it, which leads to another path.")
    }
    return path
  }

  /// Rejects values that a server or proxy may read as another path: empty ones and dot segments, however often they
  /// are encoded (SEC-05).
  private static func check(_ value: JSONValue, of parameter: Parameter) throws(CallFailure) {
    let text = ParameterText(value).joined(by: ",") { $0 }
    guard !text.isEmpty else {
      throw CallFailure("\(parameter.name) may not be empty: it is a part of the path.")
    }
    guard !DotSegments.arePresent(in: text) else {
      throw CallFailure("\(parameter.name) may not have the segments . and .. in it: they lead to another path.")
    }
  }
}
