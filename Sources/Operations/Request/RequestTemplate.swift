package import HTTPTypes
package import JSON
package import OpenAPI

/// The request of an operation, prepared as far as possible without arguments.
package struct RequestTemplate: Sendable {
  private let method: HTTPRequest.Method
  private let base: BaseURL
  private let path: PathTemplate
  private let query: [Parameter]
  /// The parameter that is the whole query; `nil` without one.
  private let wholeQuery: Parameter?
  private let headers: [(name: HTTPField.Name, parameter: Parameter)]
  private let cookies: [Parameter]
  private let arguments: [ParameterKey: String]
  /// Arguments of optional parameters whose schemas name no type: their null means "left out".
  ///
  /// No rule says how null is written into a URL or a header field.
  private let untyped: Set<String>
  private let body: BodyTemplate
  /// The header fields of every request of the operation.
  private let fields: HTTPFields

  /// The identity of a parameter in a document: name and location (OpenAPI 3.1.1, 4.8.12).
  private struct ParameterKey: Hashable {
    let name: String
    let location: Parameter.Location

    init(_ parameter: Parameter) {
      name = parameter.name
      location = parameter.location
    }
  }

  /// Makes the template of an operation.
  package init(
    _ operation: Operation,
    method: HTTPRequest.Method,
    input: ToolInput,
    base: BaseURL,
    folder: UploadFolder?
  ) {
    self.method = method
    self.base = base
    path = PathTemplate(operation, base: base)
    query = operation.parameters(in: .query)
    wholeQuery = operation.parameters(in: .querystring).first
    cookies = operation.parameters(in: .cookie)
    headers = operation.parameters(in: .header).compactMap { parameter in
      HTTPField.Name(parameter.name).map { ($0, parameter) }
    }
    arguments = Dictionary(input.parameterArguments.map { (ParameterKey($0.parameter), $0.argument) }) { first, _ in
      first
    }
    let properties = input.annotatedSchema["properties"]
    let types = SchemaTypes(in: .object(input.annotatedSchema))
    untyped = Set(
      input.parameterArguments.filter { parameter, argument in
        !parameter.isRequired && types.types(of: properties?[argument]).isEmpty
      }.map(\.argument)
    )
    body = BodyTemplate(operation, input: input, folder: folder)
    var fields = HTTPFields()
    fields[.accept] = Self.accepted(by: operation)
    self.fields = fields
  }

  /// Makes the request of a call with valid arguments, without credentials.
  ///
  /// - Throws: A failure if an argument would change the target of the request; it names the argument.
  package func request(_ arguments: JSONObject) throws(CallFailure) -> (HTTPRequest, body: [UInt8]) {
    func value(_ parameter: Parameter) -> JSONValue? {
      guard let argument = self.arguments[ParameterKey(parameter)], let value = arguments[argument] else { return nil }
      guard !value.isNull || !untyped.contains(argument) else { return nil }
      return value
    }
    var target = try path.path(value)
    let given = query.compactMap { parameter in value(parameter).map { (parameter, $0) } }
    var pairs = path.pairs(value, without: Set(given.map(\.0.name)))
    pairs += given.flatMap { ParameterStyle.pairs($0, $1) }
    if let wholeQuery, let value = value(wholeQuery) { pairs.append(ParameterStyle.query(wholeQuery, value)) }
    if !pairs.isEmpty { target += "?" + pairs.joined(separator: "&") }
    var room = HeadRoom()
    try room.take(target.utf8.count)

    var request = HTTPRequest(
      method: method,
      scheme: base.scheme,
      authority: base.authority,
      path: target,
      headerFields: fields
    )
    var crumbs: [String] = []
    for (name, parameter) in headers {
      guard let value = value(parameter) else { continue }
      let text = ParameterStyle.header(parameter, value)
      guard HTTPField.isValidValue(text) else {
        throw CallFailure("\(parameter.name) goes into a header field, which can have no control characters.")
      }
      try room.take(name.rawName.utf8.count + text.utf8.count)
      if name == .cookie { crumbs.append(text) } else { request.headerFields[name] = text }
    }
    for parameter in cookies {
      guard let value = value(parameter) else { continue }
      for crumb in try ParameterStyle.crumbs(parameter, value) {
        try room.take(crumb.utf8.count)
        crumbs.append(crumb)
      }
    }
    if !crumbs.isEmpty { request.headerFields[.cookie] = crumbs.joined(separator: "; ") }
    let content = try body.content(arguments)
    request.headerFields[.contentType] = content?.type
    return (request, content?.bytes ?? [])
  }

  /// The value of `Accept`: the declared types of successes in the document's order, then any other with a lower
  /// weight.
  ///
  /// Errors may be of any type.
  private static func accepted(by operation: Operation) -> String {
    let successes = operation.successes
    let responses = successes.isEmpty ? operation.responses.filter { $0.status == .default } : successes
    var seen: Set<String> = []
    var types = responses.flatMap(\.content).map(\.type).filter {
      MediaTypeName($0).isWritten && HTTPField.isValidValue($0) && seen.insert($0).inserted
    }
    // A server rejects a field that is too long as a whole.
    types = Array(types.prefix(30))
    if types.isEmpty { types = ["application/json"] }
    if !types.contains("*/*") { types.append("*/*;q=0.5") }
    return types.joined(separator: ", ")
  }
}
