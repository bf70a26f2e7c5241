import JSON

/// Finds parameters that carry the credential of their operation's security.
///
/// They are: the name and location of an `apiKey` scheme; `access_token` in a query or form with a bearer scheme (RFC
/// 6750, sections 2.2 and 2.3); a token with another usual name in half of the operations of a bearer scheme.
struct CredentialCarriers {
  /// A parameter, or a form member.
  private struct Field {
    let name: String
    /// The location; `nil` for a form member.
    let location: Parameter.Location?
    let schema: JSONValue
    let mcp: FieldExtension?
  }

  private struct Use: Hashable {
    let scheme: String
    let name: String
  }

  private static let guesses: Set<String> = ["token", "auth_token", "oauth_token", "access_token"]

  /// The number of operations with a bearer scheme only.
  private var operationCounts: [String: Int] = [:]
  /// The number of those operations with a field of a name.
  private var fieldCounts: [Use: Int] = [:]
  /// The members of forms that may carry one.
  private var members: SharedFacts<[Field]>

  /// The operations without such parameters.
  ///
  /// - Parameters:
  ///   - operations: All operations of a document.
  ///   - schemas: The converted schemas that they refer to.
  /// - Returns: The same operations in the same order.
  static func removed(from operations: [Operation], schemas: JSONObject) -> [Operation] {
    var carriers = CredentialCarriers(operations, schemas)
    return operations.map { carriers.removed(from: $0) }
  }

  private init(_ operations: [Operation], _ schemas: JSONObject) {
    members = SharedFacts(schemas)
    for operation in operations {
      guard let scheme = Self.onlyBearer(of: operation) else { continue }
      operationCounts[scheme, default: 0] += 1
      let names = Set(fields(of: operation).map(\.name)).intersection(Self.guesses)
      for name in names { fieldCounts[Use(scheme: scheme, name: name), default: 0] += 1 }
    }
  }

  private mutating func removed(from operation: Operation) -> Operation {
    guard !operation.security.isEmpty else { return operation }
    let carriers = fields(of: operation).compactMap { carrier($0, in: operation) }
    guard !carriers.isEmpty else { return operation }
    var operation = operation
    operation.carriers = carriers
    let keys = Set(carriers.map { [$0.location?.rawValue ?? "", $0.name] })
    operation.parameters.removeAll { keys.contains([$0.location.rawValue, $0.name]) }
    return operation
  }

  private func carrier(_ field: Field, in operation: Operation) -> CredentialCarrier? {
    let schemes = operation.security.flatMap(\.schemes).map(\.scheme)
    func found(_ scheme: String, isGuess: Bool = false) -> CredentialCarrier {
      CredentialCarrier(name: field.name, location: field.location, scheme: scheme, isGuess: isGuess)
    }
    switch field.mcp?.credential {
    case .none?: return nil
    case .scheme(let name)?: return schemes.contains { $0.name == name } ? found(name) : nil
    case nil: break
    }
    if let scheme = schemes.first(where: { Self.isPlace(field, of: $0) }) { return found(scheme.name) }
    let isForm = field.location == .query || field.location == nil
    if field.name == "access_token", isForm, let bearer = schemes.first(where: \.isBearer) { return found(bearer.name) }
    guard Self.guesses.contains(field.name), let scheme = Self.onlyBearer(of: operation),
      Secrecy.isSecret(name: field.name, schema: field.schema, mcp: field.mcp)
    else { return nil }
    let count = fieldCounts[Use(scheme: scheme, name: field.name)] ?? 0
    return count * 2 >= operationCounts[scheme] ?? 0 ? found(scheme, isGuess: true) : nil
  }

  private static func isPlace(_ field: Field, of scheme: SecurityScheme) -> Bool {
    guard case .apiKey(let name, let location) = scheme.kind, field.location == location else { return false }
    return location == .header ? name.lowercased() == field.name.lowercased() : name == field.name
  }

  /// The bearer scheme that is the only alternative of the security; `nil` if there is another, or none is needed.
  private static func onlyBearer(of operation: Operation) -> String? {
    guard let first = operation.security.first?.schemes.first?.scheme, first.isBearer else { return nil }
    let isOnly = operation.security.allSatisfy { $0.schemes.count == 1 && $0.schemes[0].scheme.name == first.name }
    return isOnly ? first.name : nil
  }

  /// The parameters, except those in the path, and the form members that may carry a credential.
  private mutating func fields(of operation: Operation) -> [Field] {
    let parameters = operation.parameters.filter { $0.location != .path && $0.location != .querystring }
    let fields = parameters.map { Field(name: $0.name, location: $0.location, schema: $0.schema, mcp: $0.mcp) }
    let forms = operation.requestBody?.content.filter { $0.kind == .form || $0.kind == .multipart } ?? []
    guard let form = forms.first, forms.count == operation.requestBody?.content.count else { return fields }
    return fields + members.fact(of: form.schema, Self.members)
  }

  /// The members that say so, or have one of the usual names: a scheme of the kind `apiKey` has no place in forms.
  ///
  /// No more than there may be schemes, since all operations that share the schema carry them.
  private static func members(in schema: JSONValue?) -> [Field] {
    let fields = (schema?["properties"]?.object ?? [:]).lazy.compactMap { name, schema -> Field? in
      let said = said(of: schema)
      guard said != nil || guesses.contains(name) else { return nil }
      return Field(name: name, location: nil, schema: schema, mcp: said)
    }
    return Array(fields.prefix(DocumentReader.Limit.alternatives))
  }

  /// The `x-mcp` of a schema, as far as it concerns credentials.
  private static func said(of schema: JSONValue) -> FieldExtension? {
    guard let said = schema["x-mcp"]?["credential"] else { return nil }
    var result = FieldExtension()
    result.credential = said == false ? FieldExtension.Credential.none : said.string.map { .scheme($0) }
    return result
  }
}

extension SecurityScheme {
  /// Whether the scheme's credential is a bearer token (RFC 6750).
  fileprivate var isBearer: Bool {
    switch kind {
    case .http("bearer", _), .oauth2, .openIDConnect: true
    default: false
    }
  }
}
