import JSON
import OpenAPI

/// The path of an operation, cut at its variables once so that a call only joins the parts.
struct PathTemplate: Sendable {
  private enum Part: Sendable {
    /// Text that stands in the URL as it is.
    case literal(String)
    case variable(Parameter)
  }

  private let parts: [Part]

  /// Cuts a path whose variables all have a parameter of their name.
  init(_ operation: Operation, base: BaseURL) {
    let parameters = operation.parameters(in: .path)
    var parts: [Part] = [.literal(base.path)]
    var rest = operation.path[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      parts.append(.literal(PercentEncoding.encodedPath(rest[..<open])))
      let name = rest[rest.index(after: open)..<close]
      if let parameter = parameters.first(where: { $0.name == name }) { parts.append(.variable(parameter)) }
      rest = rest[rest.index(after: close)...]
    }
    parts.append(.literal(PercentEncoding.encodedPath(rest)))
    self.parts = parts
  }

  /// The path with the values of its variables, by their names.
  ///
  /// - Throws: Which value would lead to another path than the operation's.
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
    return path
  }

  /// Refuses what a server or proxy on the way may take for another path: segments that are empty or mean a folder,
  /// however often they are encoded (SEC-05).
  private static func check(_ value: JSONValue, of parameter: Parameter) throws(CallFailure) {
    var text = ParameterText(value).joined(by: ",") { $0 }
    guard !text.isEmpty else {
      throw CallFailure("\(parameter.name) may not be empty: it is a part of the path.")
    }
    for _ in 0..<4 {
      let segments = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
      guard !segments.contains(where: { $0 == "." || $0 == ".." }) else {
        throw CallFailure("\(parameter.name) may not have the segments . and .. in it: they lead to another path.")
      }
      let decoded = PercentEncoding.decoded(text)
      guard decoded != text else { return }
      text = decoded
    }
  }
}
