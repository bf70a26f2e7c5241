import JSON

/// The answers of a client that never says no.
enum Willing {
  /// All that a client can declare.
  static let capabilities: JSONObject = ["elicitation": ["form": [:], "url": [:]], "sampling": [:], "roots": [:]]

  static func answer(to method: JSONValue?, _ params: JSONValue?) -> JSONValue {
    switch method {
    case "sampling/createMessage":
      return ["role": "assistant", "content": ["type": "text", "text": "Paris"], "model": "model"]
    case "roots/list": return ["roots": [["uri": "file:///work", "name": "work"]]]
    default:
      guard let fields = params?["requestedSchema"]?["properties"]?.object else { return ["action": "accept"] }
      return ["action": "accept", "content": .object(JSONObject(fields.map { ($0.name, value(of: $0.value)) }))]
    }
  }

  /// The answers to everything that a result asks (2026-07-28).
  static func answers(to result: JSONValue?) -> JSONValue {
    let questions = result?["inputRequests"]?.object ?? [:]
    return .object(JSONObject(questions.map { ($0.name, answer(to: $0.value["method"], $0.value["params"])) }))
  }

  /// What a person leaves as it is, or chooses, or writes.
  private static func value(of field: JSONValue) -> JSONValue {
    if let value = field["default"] ?? field["enum"]?.array?.first { return value }
    if let choice = (field["oneOf"] ?? field["anyOf"])?.array?.first?["const"] { return choice }
    return switch field["type"] {
    case "boolean": true
    case "integer", "number": 7
    case "array": .array([value(of: field["items"] ?? [:])])
    default: "Alice"
    }
  }
}
