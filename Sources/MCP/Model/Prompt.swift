package import JSONRPC

/// A prompt as it is published, and what writes it.
package struct Prompt: Sendable {
  package struct Argument: Sendable {
    package var name: String
    package var title: String?
    package var description: String?
    package var isRequired: Bool

    package init(name: String, title: String? = nil, description: String? = nil, isRequired: Bool = false) {
      self.name = name
      self.title = title
      self.description = description
      self.isRequired = isRequired
    }
  }

  package var name: String
  package var title: String?
  package var description: String?
  package var arguments: [Argument]
  package var handler: any PromptHandler
  package var completer: (any Completer)?

  package init(
    name: String,
    title: String? = nil,
    description: String? = nil,
    arguments: [Argument] = [],
    handler: any PromptHandler,
    completer: (any Completer)? = nil
  ) {
    self.name = name
    self.title = title
    self.description = description
    self.arguments = arguments
    self.handler = handler
    self.completer = completer
  }
}

/// What writes a prompt.
package protocol PromptHandler: Sendable {
  func get(
    _ arguments: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<PromptResult>
}

/// A conversation to begin with.
package struct PromptResult: Sendable {
  package struct Message: Sendable {
    package var role: Role
    package var content: Content

    package init(_ role: Role, _ content: Content) {
      self.role = role
      self.content = content
    }
  }

  package var description: String?
  package var messages: [Message]

  package init(description: String? = nil, messages: [Message]) {
    self.description = description
    self.messages = messages
  }
}
