import JSON
import MCP

extension InputRequest {
  /// A form with one field, which has to be filled in.
  static func field(_ name: String, type: JSONValue = "string", _ message: String) -> InputRequest {
    var properties = JSONObject()
    properties[name] = ["type": type]
    return .form(
      message: message,
      requestedSchema: ["type": "object", "properties": .object(properties), "required": [.string(name)]]
    )
  }

  /// A text that the client's model is to go on with.
  static func model(_ prompt: String) -> InputRequest {
    .sampling([
      "messages": [["role": "user", "content": ["type": "text", "text": .string(prompt)]]], "maxTokens": 100,
    ])
  }
}

extension RequestContext {
  /// The text of a form's field; `nil` if the form was not sent off, or the field holds no text.
  func text(_ field: String, of key: String) -> String? { form(key)?[field]?.string }

  /// The content of a form that was sent off.
  func form(_ key: String) -> JSONObject? {
    if case .accepted(let content)? = elicitation(key) { content } else { nil }
  }

  /// What the client's model wrote.
  func completion(_ key: String) -> String? { inputResponses[key]?["content"]?["text"]?.string }

  /// The URIs of the client's folders.
  func roots(_ key: String) -> [String]? { inputResponses[key]?["roots"]?.array?.compactMap { $0["uri"]?.string } }

  /// Whether a person declined, or went away.
  func isRefused(_ key: String) -> Bool {
    switch elicitation(key) {
    case .declined, .cancelled: true
    case .accepted, nil: false
    }
  }
}
