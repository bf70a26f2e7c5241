import JSON
import MCP

/// The tools that ask the client something: in requests of their own until 2025-11-25, in a result since.
extension Tool {
  static let sampling = asking("test_sampling", "Has the client's model write", argument: "prompt") { prompt in
    [("text", .model(prompt))]
  } answer: { context in
    context.completion("text").map { "The model wrote: \($0)" }
  }

  static let elicitation = asking("test_elicitation", "Has a person fill in a form", argument: "message") { message in
    let schema: JSONObject = [
      "type": "object",
      "properties": [
        "username": ["type": "string", "description": "Your name here"],
        "email": ["type": "string", "description": "Your e-mail address"],
      ],
      "required": ["username", "email"],
    ]
    return [("person", .form(message: message, requestedSchema: schema))]
  } answer: { context in
    guard let name = context.text("username", of: "person"), let email = context.text("email", of: "person") else {
      return nil
    }
    return "The person is \(name), \(email)."
  }

  static let elicitationDefaults = asking(
    "test_elicitation_sep1034_defaults",
    "Has a person fill in a form that has defaults"
  ) { _ in
    [("form", .form(message: "Check these values, please.", requestedSchema: .defaults))]
  } answer: { context in
    context.form("form").map { "The form holds \(JSONValue.object($0))." }
  }

  static let elicitationEnums = asking(
    "test_elicitation_sep1330_enums",
    "Has a person choose, in all the ways there are"
  ) { _ in
    [("form", .form(message: "Choose, please.", requestedSchema: .choices))]
  } answer: { context in
    context.form("form").map { "The form holds \(JSONValue.object($0))." }
  }

  /// The other mode of elicitation, which no scored scenario looks at.
  static let elicitationURL = asking("test_elicitation_url", "Has a person open a page") { _ in
    [("page", .url(message: "Open this page, please.", url: "https://mcp.example.com/test"))]
  } answer: { context in
    guard context.form("page") != nil else { return nil }
    context.elicitationCompleted("page")
    return "The page was opened."
  }

  static let missingCapability = asking(
    "test_missing_capability",
    "Needs a client that can be asked for samplings"
  ) { _ in
    [("text", .model("Say something."))]
  } answer: { context in
    context.completion("text")
  }

  static let streamingElicitation = asking(
    "test_streaming_elicitation",
    "Has a person fill in a form, and sends no request for it where there are none"
  ) { _ in
    [("confirm", .field("ok", type: "boolean", "Go on?"))]
  } answer: { context in
    context.form("confirm")?["ok"]?.bool.map { "Go on: \($0)" }
  }
}

extension JSONObject {
  /// A form with a default of each primitive type.
  fileprivate static let defaults: JSONObject = [
    "type": "object",
    "properties": [
      "name": ["type": "string", "default": "John Doe"],
      "age": ["type": "integer", "default": 30],
      "score": ["type": "number", "default": .number(score)],
      "status": ["type": "string", "enum": ["active", "inactive", "pending"], "default": "active"],
      "verified": ["type": "boolean", "default": true],
    ],
  ]

  /// An integer and a half cannot be written as a literal.
  private static let score = JSONNumber(95.5) ?? JSONNumber(95)

  /// A form with a choice of each kind.
  fileprivate static let choices: JSONObject = [
    "type": "object",
    "properties": [
      "untitledSingle": ["type": "string", "enum": ["option1", "option2", "option3"]],
      "titledSingle": ["type": "string", "oneOf": titled],
      "legacyEnum": [
        "type": "string", "enum": ["opt1", "opt2", "opt3"], "enumNames": ["Option One", "Option Two", "Option Three"],
      ],
      "untitledMulti": ["type": "array", "items": ["type": "string", "enum": ["option1", "option2", "option3"]]],
      "titledMulti": ["type": "array", "items": ["anyOf": titled]],
    ],
  ]

  private static let titled: JSONValue = [
    ["const": "value1", "title": "First Option"], ["const": "value2", "title": "Second Option"],
    ["const": "value3", "title": "Third Option"],
  ]
}
