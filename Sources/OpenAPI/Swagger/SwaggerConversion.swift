import JSON

/// Converts a Swagger 2.0 document to the equivalent OpenAPI 3.0 document.
///
/// Anything without an equivalent in 3.0 is left as it is, so that the reader reports it as unknown.
struct SwaggerConversion {
  /// The Swagger 2.0 names of the components of 3.0.
  static let movedComponents = [
    "definitions": "schemas", "parameters": "parameters", "responses": "responses",
    "securityDefinitions": "securitySchemes",
  ]

  let source: JSONObject
  /// The original positions of parts that moved.
  var origins = Origins()
  /// The schemas of shared body parameters, by the parameter's name.
  var sharedSchemas: [String: JSONValue] = [:]

  init(_ source: JSONValue) { self.source = source.object ?? [:] }

  /// The document in OpenAPI 3.0.
  mutating func document() -> JSONValue {
    var result: JSONObject = ["openapi": "3.0.3"]
    for (name, value) in source where Self.kept.contains(name) || name.hasPrefix("x-") { result.append(name, value) }
    let servers = self.servers
    if !servers.isEmpty { result.append("servers", .array(servers)) }
    origins.add(["servers"], from: [])
    if let components = components() { result.append("components", .object(components)) }
    result.append("paths", ifPresent: source["paths"].map { paths($0) })
    return .object(result)
  }

  private static let kept: Set<String> = ["info", "tags", "security", "externalDocs"]

  /// The servers, `https` first, which is also the default if no scheme is given.
  private var servers: [JSONValue] {
    let path = source["basePath"]?.string ?? ""
    guard let host = source["host"]?.string else { return path.isEmpty ? [] : [["url": .string(path)]] }
    let named = (source["schemes"]?.array ?? []).compactMap(\.string).filter { $0 == "https" || $0 == "http" }
    let schemes = named.isEmpty ? ["https"] : named.filter { $0 == "https" } + named.filter { $0 == "http" }
    return schemes.map { ["url": .string("\($0)://\(host)\(path == "/" ? "" : path)")] }
  }

  private mutating func components() -> JSONObject? {
    var result = JSONObject()
    if let schemas = source["definitions"]?.object {
      result.append("schemas", .object(JSONObject(schemas.members.map { ($0.name, Self.schema($0.value)) })))
      origins.add(["components", "schemas"], from: ["definitions"])
    }
    var parameters = JSONObject()
    for (name, value) in source["parameters"]?.object ?? [:] {
      guard let parameter = value.object, !Self.isBody(parameter) else { continue }
      let converted = self.parameter(parameter, at: ["components", "parameters", name], from: ["parameters", name])
      parameters.append(name, converted)
    }
    if !parameters.isEmpty { result.append("parameters", .object(parameters)) }
    var responses = JSONObject()
    for (name, value) in source["responses"]?.object ?? [:] {
      let types = mediaTypes("produces", of: [:])
      let place = ["components", "responses", name]
      responses.append(name, response(value, types, at: place, from: ["responses", name]))
    }
    if !responses.isEmpty { result.append("responses", .object(responses)) }
    if let schemes = source["securityDefinitions"]?.object {
      result.append("securitySchemes", .object(JSONObject(schemes.members.map { ($0.name, Self.scheme($0.value)) })))
      origins.add(["components", "securitySchemes"], from: ["securityDefinitions"])
    }
    return result.isEmpty ? nil : result
  }

  /// The media types of an operation, or else of the document.
  func mediaTypes(_ member: String, of operation: JSONObject) -> [String] {
    // A longer list, which nobody writes, would make each operation many times larger.
    Array((operation[member]?.array ?? source[member]?.array ?? []).lazy.compactMap(\.string).prefix(50))
  }
}

// MARK: References and security

extension SwaggerConversion {
  /// Converts a reference to a component to its position in 3.0.
  static func reference(_ text: String) -> String {
    for (old, new) in movedComponents where text.hasPrefix("#/\(old)/") {
      return "#/components/\(new)/" + text.dropFirst(old.count + 3)
    }
    return text
  }

  private static func scheme(_ value: JSONValue) -> JSONValue {
    guard case .object(var scheme) = value else { return value }
    switch scheme["type"] {
    case "basic":
      scheme["type"] = "http"
      scheme.append("scheme", "basic")
    case "oauth2":
      let names = ["application": "clientCredentials", "accessCode": "authorizationCode"]
      guard let flow = scheme["flow"]?.string else { return value }
      var content = JSONObject()
      for member in ["authorizationUrl", "tokenUrl", "scopes"] {
        content.append(member, ifPresent: scheme[member])
        scheme[member] = nil
      }
      scheme["flow"] = nil
      scheme.append("flows", .object([names[flow] ?? flow: .object(content)]))
    default: break
    }
    return .object(scheme)
  }
}

extension SwaggerConversion {
  /// The positions in the original document of the parts of its conversion.
  struct Origins: Sendable {
    private var sources: [JSONPointer: JSONPointer] = [:]

    mutating func add(_ place: [String], from source: [String]) { sources[JSONPointer(place)] = JSONPointer(source) }

    /// The original position of a part of the conversion.
    func origin(of pointer: JSONPointer) -> JSONPointer {
      var prefix = pointer
      while !prefix.tokens.isEmpty {
        if let source = sources[prefix] { return JSONPointer(source.tokens + pointer.tokens[prefix.tokens.count...]) }
        prefix.tokens.removeLast()
      }
      return pointer
    }
  }
}
