import JSON
import OpenAPI

/// A field of a real document that a person has labelled as a secret, as none, or as neither.
struct LabelledField {
  let row: JSONValue

  init(_ row: JSONValue) { self.row = row }

  var label: String { row["label"]?.string ?? "" }
  var name: String { row["name"]?.string ?? "" }
  var isInput: Bool { row["direction"] == "in" }
  var isInBody: Bool { row["in"] == "body" }

  /// The row in one line, for a report.
  var summary: String {
    let operation = row["operation"]
    let place = "\(operation?["method"]?.string ?? "") \(operation?["path"]?.string ?? "")"
    return "\(row["id"]?.description ?? "") \(row["document"]?.string ?? "") \(place) \(row["pointer"]?.string ?? "")"
  }

  // MARK: The value

  /// A value of the field, which nothing else has.
  private var leaf: JSONValue {
    if let value = row["enum"]?.array?.first { return value }
    switch types.first {
    case "boolean": return true
    case "integer", "number": return 70_123_456
    case "object": return ["member": "canary-0f4bd1c55a7e"]
    default: return "canary-0f4bd1c55a7e"
    }
  }

  private var types: [String] {
    guard let type = row["leafType"]?.string, type != "any" else { return [] }
    // Several types are written as a list in the text: ['integer', 'string'].
    return type.split { !$0.isLetter }.map(String.init)
  }

  private enum Step: String { case element = "[]", member = "*" }

  private var shape: [Step] {
    var rest = Substring(row["shape"]?.string ?? "")
    var steps: [Step] = []
    while !rest.isEmpty {
      if rest.hasPrefix("[]") {
        steps.append(.element)
        rest = rest.dropFirst(2)
      } else {
        if rest.hasPrefix("*") { steps.append(.member) }
        rest = rest.dropFirst()
      }
    }
    return steps
  }

  /// The value of the field: the leaf in the arrays and maps around it.
  var value: JSONValue {
    shape.reversed().reduce(leaf) { value, step in
      switch step {
      case .element: [value]
      case .member: ["key": value]
      }
    }
  }

  /// The schema of the field.
  private var schema: JSONValue {
    var leaf = JSONObject()
    if types.count > 1 {
      leaf.append("type", .array(types.map(JSONValue.string)))
    } else if let type = types.first, type == "string" || row["enum"]?.array == nil {
      // The listed values are written as text, whatever their type.
      leaf.append("type", .string(type))
    }
    for keyword in ["format", "enum"] {
      if let value = row[keyword], value != .null { leaf.append(keyword, value) }
    }
    for keyword in ["writeOnly", "readOnly"] where row[keyword] == true { leaf.append(keyword, true) }
    var schema: JSONValue = .object(leaf)
    for step in shape.reversed() {
      switch step {
      case .element: schema = ["type": "array", "items": schema]
      case .member: schema = ["type": "object", "additionalProperties": schema]
      }
    }
    guard isInBody, let description = row["description"]?.string, case .object(var object) = schema else {
      return schema
    }
    object["description"] = .string(description)
    return .object(object)
  }

  // MARK: The body

  /// The names and marks around the field: `data`, `[]`, `*`.
  private var holders: [String] {
    var tokens = (row["pointer"]?.string).flatMap(JSONPointer.init(text:))?.tokens ?? []
    while let last = tokens.last, Step(rawValue: last) != nil { tokens.removeLast() }
    return tokens.dropLast()
  }

  /// The whole body with the value in its place.
  var body: JSONValue {
    holders.reversed().reduce(.object([name: value])) { value, holder in
      switch Step(rawValue: holder) {
      case .element: [value]
      case .member: ["key": value]
      case nil: .object(JSONObject([(holder, value)]))
      }
    }
  }

  private var siblings: [String] { (row["siblings"]?.array ?? []).compactMap(\.string).filter { $0 != name } }

  /// The schema of the body, and the component that it refers to.
  private func bodySchema() -> (schema: JSONValue, components: JSONObject) {
    var properties = JSONObject([(name, schema)])
    for sibling in siblings { properties[sibling] = ["type": "string"] }
    var schema: JSONValue = ["type": "object", "properties": .object(properties)]
    var components = JSONObject()
    if let component = row["schema"]?.string {
      components.append(component, schema)
      schema = ["$ref": .string("#\(JSONPointer(["components", "schemas", component]))")]
    }
    for holder in holders.reversed() {
      switch Step(rawValue: holder) {
      case .element: schema = ["type": "array", "items": schema]
      case .member: schema = ["type": "object", "additionalProperties": schema]
      case nil: schema = ["type": "object", "properties": .object(JSONObject([(holder, schema)]))]
      }
    }
    return (schema, components)
  }

  // MARK: The document

  /// The smallest document that says the same of the field.
  var document: JSONValue {
    let given = row["operation"]
    var operation = JSONObject()
    for keyword in ["operationId", "summary"] {
      if let text = given?[keyword]?.string { operation.append(keyword, .string(text)) }
    }
    var components = JSONObject()
    var response: JSONObject = ["description": "ok"]
    if isInBody {
      let (schema, named) = bodySchema()
      components = named
      let content: JSONValue = ["application/json": ["schema": schema]]
      if isInput {
        operation.append("requestBody", ["required": true, "content": content])
      } else {
        response.append("content", content)
      }
    }
    let parameters = parameters
    if !parameters.isEmpty { operation.append("parameters", .array(parameters)) }
    operation.append("responses", ["200": .object(response)])
    var method = given?["method"]?.string?.lowercased() ?? "get"
    // A body that a GET has is none that a tool could send.
    if isInput, isInBody, method == "get" || method == "head" { method = "post" }
    return [
      "openapi": "3.1.0", "info": ["title": "T", "version": "1"],
      "paths": .object([path: .object([method: .object(operation)])]),
      "components": ["schemas": .object(components)],
    ]
  }

  /// The path, whose variables have no names that the body could have too.
  private var path: String {
    let path = row["operation"]?["path"]?.string ?? "/"
    guard isInBody else { return path }
    var number = 0
    return path.split(separator: "/", omittingEmptySubsequences: false).map { segment -> String in
      guard segment.hasPrefix("{") else { return String(segment) }
      number += 1
      return "{p\(number)}"
    }
    .joined(separator: "/")
  }

  private var parameters: [JSONValue] {
    let variables = path.split(separator: "{").dropFirst().compactMap {
      $0.split(separator: "}").first.map(String.init)
    }
    var names = variables
    var parameters = variables.filter { $0 != name || isInBody }.map { variable -> JSONValue in
      ["name": .string(variable), "in": "path", "required": true, "schema": ["type": "string"]]
    }
    guard !isInBody else { return parameters }
    var field: JSONObject = ["name": .string(name), "in": row["in"] ?? "query", "schema": schema]
    if row["in"] == "path" { field["required"] = true }
    if let description = row["description"]?.string { field["description"] = .string(description) }
    parameters.append(.object(field))
    names.append(name)
    for sibling in siblings where !names.contains(sibling) {
      parameters.append(["name": .string(sibling), "in": "query", "schema": ["type": "string"]])
    }
    return parameters
  }
}
