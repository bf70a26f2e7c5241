import JSON
package import OpenAPI
import Operations

/// A curl command for an operation, with placeholders for secrets.
///
/// Parameters are written by ``ParameterStyle``, which writes those of calls.
package struct CurlExample {
  let manual: Manual
  let operation: Operation
  /// Subjects found in the parameters' names: context for deciding which parameters are secret.
  private let names: ParameterSubjects
  private let subjects: OperationSubjects

  /// Makes the example of an operation.
  package init(manual: Manual, operation: Operation) {
    self.manual = manual
    self.operation = operation
    names = ParameterSubjects(operation.parameters.map(\.name))
    subjects = OperationSubjects(operation)
  }

  /// The command, of several lines.
  package var text: String {
    var lines = ["curl --request \(operation.method) \(address)"]
    lines += credential.map { [$0] } ?? []
    for parameter in operation.parameters(in: .header) where parameter.isRequired {
      let text = sample(of: parameter).map { ParameterStyle.header(parameter, $0) } ?? "{\(parameter.name)}"
      lines.append("--header \(Self.quoted("\(parameter.name): \(text)"))")
    }
    let crumbs = operation.parameters(in: .cookie).filter(\.isRequired).flatMap { pairs(of: $0) }
    if !crumbs.isEmpty { lines.append("--cookie \(Self.quoted(crumbs.joined(separator: "; ")))") }
    if let body = operation.requestBody?.json, let example = example(of: body) {
      lines.append("--header \(Self.quoted("Content-Type: \(body.type)"))")
      lines.append("--data \(Self.quoted(Self.body(example.value)))")
    }
    return lines.joined(separator: " \\\n  ")
  }

  /// The body on one line if it is short.
  private static func body(_ value: JSONValue) -> String {
    let line = value.description
    return line.utf8.count <= 200 ? line : JSONText.indented(value)
  }

  private func example(of body: MediaType) -> BodyExample? {
    BodyExample.all(body, manual: manual, for: subjects, role: .input).first
  }

  /// The URL as a shell word, with the variable that stands for an unknown server left to the shell.
  private var address: String {
    let url = url
    guard url.hasPrefix(DocumentedServer.placeholder) else { return Self.quoted(url) }
    return "\"\(DocumentedServer.placeholder)\""
      + Self.quoted(String(url.dropFirst(DocumentedServer.placeholder.count)))
  }

  private var url: String {
    let key = PathKey(operation.path)
    let template = Self.beyondASCII(key.path)
    let variables = Dictionary(operation.parameters(in: .path).map { ($0.name, $0) }) { first, _ in first }
    let path = filled(template) { name in
      variables[name].flatMap { variable in sample(of: variable).map { ParameterStyle.path(variable, $0) } }
        ?? "{\(name)}"
    }
    var query = key.query.map { [Self.beyondASCII($0)] } ?? []
    query += operation.parameters(in: .query).filter(\.isRequired).flatMap { pairs(of: $0) }
    if let whole = operation.parameters(in: .querystring).first, whole.isRequired, let value = sample(of: whole) {
      query.append(ParameterStyle.query(whole, value))
    }
    return manual.baseURL(of: operation) + path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  /// The path with its variables replaced, in one pass.
  private func filled(_ path: String, _ value: (String) -> String) -> String {
    var result = ""
    var rest = path[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      result += value(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// Percent-encodes non-ASCII text (RFC 3987 section 3.1), except the names of variables.
  private static func beyondASCII(_ text: Substring) -> String {
    var isInside = false
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar == "{" { isInside = true }
      if scalar == "}" { isInside = false }
      result += scalar.isASCII || isInside ? String(scalar) : Page.percentEncoded(String(scalar))
    }
  }

  /// The option for the credential, which the shell takes from the environment.
  private var credential: String? {
    guard let scheme = operation.security.first?.schemes.first?.scheme else { return nil }
    switch scheme.kind {
    case .http("basic", _): return #"--user "$USERNAME:$PASSWORD""#
    case .http("bearer", _), .oauth2, .openIDConnect, .other: return #"--header "Authorization: Bearer $ACCESS_TOKEN""#
    case .mutualTLS: return "--cert client.pem"
    case .http(let name, _): return "--header \(Self.quoted("Authorization: \(name) "))\"$ACCESS_TOKEN\""
    case .apiKey(let name, .header): return "--header \(Self.quoted("\(name): "))\"$ACCESS_TOKEN\""
    case .apiKey(let name, .cookie): return "--cookie \(Self.quoted("\(name)="))\"$ACCESS_TOKEN\""
    case .apiKey(let name, _): return "--url-query \(Self.quoted("\(name)="))\"$ACCESS_TOKEN\""
    }
  }

  /// The `name=value` pairs of a parameter: with its example, or with its name in braces.
  private func pairs(of parameter: Parameter) -> [String] {
    guard let value = sample(of: parameter) else {
      return ["\(Page.percentEncoded(parameter.name))=\(Page.percentEncoded("{\(parameter.name)}"))"]
    }
    return ParameterStyle.pairs(parameter, value)
  }

  /// An example of the parameter, with secrets masked.
  private func sample(of parameter: Parameter) -> JSONValue? {
    let view = manual.view(parameter.schema, role: .input)
    let value =
      parameter.examples.first ?? view.example ?? view.keywords["default"] ?? view.keywords["enum"]?.array?.first
    guard let value else { return nil }
    let context = SecretContext(parameter: parameter.name, among: names, operation: subjects)
    let fields = manual.secrets.fields(of: parameter.described, mcp: parameter.mcp, context)
    return fields.masking(value)
  }

  /// A shell word in single quotes, taken literally.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
