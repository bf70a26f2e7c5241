package import JSON

/// What a handler comes to: an answer, or questions that the client has to have answered first.
package enum Outcome<Answer: Sendable>: Sendable {
  case complete(Answer)
  case inputRequired(InputRequired)
}

/// Questions for the client; the handler is called again with what it answered (specification: multi round-trip requests).
package struct InputRequired: Sendable {
  /// The questions by a key of the handler's choice.
  package var requests: [(key: String, request: InputRequest)]
  /// What the handler wants back with the answers: it is sealed, so that a client can neither read nor change it.
  package var state: JSONValue?
  /// Ends the waiting for answers where a client is asked while its request is being answered (until 2025-11-25).
  ///
  /// Once it returns, the handler goes on without the answers that are missing, and a client that refuses a question
  /// counts as one that cancelled it. Without this, a handler goes on with all answers or not at all.
  package var waiting: (@Sendable () async -> Void)?

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

/// One question for the client.
package enum InputRequest: Sendable {
  /// Fields that a person fills in; never for secrets (ELIC-01).
  case form(message: String, requestedSchema: JSONObject)
  /// A page that a person opens.
  case url(message: String, url: String)
  /// The parameters of `sampling/createMessage`.
  case sampling(JSONObject)
  case roots

  /// The method of the request, in both eras.
  package var method: String {
    switch self {
    case .form, .url: "elicitation/create"
    case .sampling: "sampling/createMessage"
    case .roots: "roots/list"
    }
  }

  /// What the client is asked for, in words.
  var title: String {
    switch self {
    case .form: "a form filled in (elicitation)"
    case .url: "a page opened (elicitation in URL mode)"
    case .sampling: "a text from the client's model (sampling)"
    case .roots: "the client's folders (roots)"
    }
  }

  var isURL: Bool { if case .url = self { true } else { false } }

  /// The capability that a client has to declare to be asked this.
  package var requiredCapability: JSONObject {
    switch self {
    case .form: ["elicitation": ["form": [:]]]
    case .url: ["elicitation": ["url": [:]]]
    case .sampling: ["sampling": [:]]
    case .roots: ["roots": [:]]
    }
  }
}
