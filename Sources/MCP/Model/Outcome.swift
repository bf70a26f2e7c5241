package import JSON

/// The outcome of a handler: a result, or questions that the client must have answered first.
package enum Outcome<Answer: Sendable>: Sendable {
  case complete(Answer)
  case inputRequired(InputRequired)
}

/// Questions for the client; the handler is called again with its responses (specification: multi round-trip requests).
package struct InputRequired: Sendable {
  /// The questions, each with a key of the handler's choice.
  package var requests: [(key: String, request: InputRequest)]
  /// State that the handler gets back with the responses: sealed, so that a client can neither read nor change it.
  package var state: JSONValue?
  /// Limits the wait for responses in versions that ask during the request (until 2025-11-25).
  ///
  /// Once it returns, the handler continues without the missing responses, and a refused question counts as cancelled.
  /// Without it, a handler continues with all responses or not at all.
  package var waiting: (@Sendable () async -> Void)?

  /// Makes questions.
  package init(
    _ requests: [(key: String, request: InputRequest)],
    state: JSONValue? = nil,
    waiting: (@Sendable () async -> Void)? = nil
  ) {
    self.requests = requests
    self.state = state
    self.waiting = waiting
  }
}

/// A question for the client.
package enum InputRequest: Sendable {
  /// A form that a person fills in; never for secrets (ELIC-01).
  case form(message: String, requestedSchema: JSONObject)
  /// A page that a person opens.
  case url(message: String, url: String)
  /// The parameters of `sampling/createMessage`.
  case sampling(JSONObject)
  case roots

  /// The method of the request, the same in both eras.
  package var method: String {
    switch self {
    case .form, .url: "elicitation/create"
    case .sampling: "sampling/createMessage"
    case .roots: "roots/list"
    }
  }

  /// The action asked of the client, in words.
  var title: String {
    switch self {
    case .form: "a form filled in (elicitation)"
    case .url: "a page opened (elicitation in URL mode)"
    case .sampling: "a text from the client's model (sampling)"
    case .roots: "the client's folders (roots)"
    }
  }

  var isURL: Bool { if case .url = self { true } else { false } }

  /// The capability that a client must declare to get this question.
  package var requiredCapability: JSONObject {
    switch self {
    case .form: ["elicitation": ["form": [:]]]
    case .url: ["elicitation": ["url": [:]]]
    case .sampling: ["sampling": [:]]
    case .roots: ["roots": [:]]
    }
  }
}
