import JSON

extension SwaggerConversion {
  private static let methods: Set<String> = ["get", "put", "post", "delete", "options", "head", "patch"]

  mutating func paths(_ paths: JSONValue) -> JSONValue {
    guard case .object(let paths) = paths else { return paths }
    return .object(JSONObject(paths.members.map { ($0.name, item($0.value, at: ["paths", $0.name])) }))
  }

  private mutating func item(_ value: JSONValue, at place: [String]) -> JSONValue {
    guard case .object(let item) = value else { return value }
    var result = JSONObject()
    let shared = parameters(of: item, at: place)
    for (name, value) in item {
      switch (name, value) {
      case ("parameters", .array): result.append(name, .array(converted(shared, at: place)))
      case (_, .object(let operation)) where Self.methods.contains(name):
        result.append(name, .object(self.operation(operation, shared: shared, at: place + [name])))
      default: result.append(name, value)
      }
    }
    return .object(result)
  }

  private mutating func operation(_ operation: JSONObject, shared: [Part], at place: [String]) -> JSONObject {
    var result = JSONObject()
    let own = parameters(of: operation, at: place)
    for (name, value) in operation {
      switch (name, value) {
      case ("parameters", .array): result.append(name, .array(converted(own, at: place)))
      case ("consumes", _), ("produces", _), ("schemes", _): break
      case ("responses", .object(let responses)):
        let types = mediaTypes("produces", of: operation)
        let members = responses.members.map { member in
          let place = place + ["responses", member.name]
          return (member.name, response(member.value, types, at: place, from: place))
        }
        result.append(name, .object(JSONObject(members)))
      default: result.append(name, value)
      }
    }
    // The operation's own take precedence over those of its path.
    let bodies = (own + shared).filter(\.isBody)
    if let body = body(bodies, of: operation, at: place) { result.append("requestBody", body) }
    return result
  }

  // MARK: Parameters

  /// A parameter with its position.
  struct Part {
    let content: JSONObject
    let source: [String]
    /// The reference that stood in its place; `nil` if there was none.
    var reference: String?
    /// The name of the parameter, if operations share it.
    var sharedName: String?

    var isBody: Bool { SwaggerConversion.isBody(content) }
    var name: String { content["name"]?.string ?? "" }
  }

  /// Whether a parameter becomes a request body in 3.0, or a property of one.
  static func isBody(_ parameter: JSONObject) -> Bool { parameter["in"] == "body" || parameter["in"] == "formData" }

  private func parameters(of part: JSONObject, at place: [String]) -> [Part] {
    (part["parameters"]?.array ?? []).enumerated().map { position, value in
      let here = place + ["parameters", String(position)]
      guard let text = value["$ref"]?.string else { return Part(content: value.object ?? [:], source: here) }
      let tokens = Reference.pointer(text)?.tokens ?? []
      guard tokens.count == 2, tokens[0] == "parameters",
        let target = source["parameters"]?[tokens[1]]?.object, Self.isBody(target)
      else { return Part(content: value.object ?? [:], source: here, reference: text) }
      return Part(content: target, source: tokens, sharedName: tokens[1])
    }
  }

  private mutating func converted(_ parts: [Part], at place: [String]) -> [JSONValue] {
    var result: [JSONValue] = []
    for part in parts where !part.isBody {
      let here = place + ["parameters", String(result.count)]
      if let reference = part.reference {
        origins.add(here, from: part.source)
        result.append(["$ref": .string(Self.reference(reference))])
      } else {
        result.append(parameter(part.content, at: here, from: part.source))
      }
    }
    return result
  }

  mutating func parameter(_ parameter: JSONObject, at place: [String], from source: [String]) -> JSONValue {
    origins.add(place, from: source)
    origins.add(place + ["schema"], from: source)
    var result = JSONObject()
    for (name, value) in parameter where !Self.schemaMembers.contains(name) && name != "collectionFormat" {
      result.append(name, value)
    }
    for (name, value) in Self.style(of: parameter) { result.append(name, value) }
    result.append("schema", Self.schema(of: parameter))
    return .object(result)
  }

  /// The style equivalent to the `collectionFormat` of an array, and the formats of nested arrays.
  ///
  /// A format without an equivalent keeps its name, which the reader then reports as unknown.
  static func style(of parameter: JSONObject) -> JSONObject {
    guard parameter["type"] == "array" else { return [:] }
    let format = parameter["collectionFormat"]?.string ?? "csv"
    let isForm = parameter["in"] == "query" || parameter["in"] == "formData"
    var style: JSONObject =
      switch format {
      case "multi" where isForm: ["style": "form", "explode": true]
      // There is but one place for a path segment or a header field, so several have to share it.
      case "csv", "multi": ["style": isForm ? "form" : "simple", "explode": false]
      default: ["style": .string(styles[format] ?? format), "explode": false]
      }
    let inner = innerFormats(of: parameter)
    if !inner.isEmpty { style.append(innerFormatsKey, .array(inner.map(JSONValue.string))) }
    return style
  }

  private static let styles = ["ssv": "spaceDelimited", "pipes": "pipeDelimited"]
  /// The member that passes the formats of nested arrays to the reader.
  static let innerFormatsKey = "x-swagger-inner-formats"

  private static func innerFormats(of parameter: JSONObject) -> [String] {
    var formats: [String] = []
    var items = parameter["items"]
    while formats.count < 8, items?["type"] == "array" {
      formats.append(items?["collectionFormat"]?.string ?? "csv")
      items = items?["items"]
    }
    return formats
  }
}
