package import JSONRPC

/// A prompt as it is published, and its handler.
package struct Prompt: Sendable {
  /// An argument of a prompt.
  package struct Argument: Sendable {
    /// Name for programs.
    package var name: String
    /// Name for people.
    package var title: String?
    /// Meaning of the argument, for people.
    package var description: String?
    /// Whether the prompt needs a value.
    package var isRequired: Bool

    /// Makes an argument.
    package init(name: String, title: String? = nil, description: String? = nil, isRequired: Bool = false) {
      self.name = name
      self.title = title
      self.description = description
      self.isRequired = isRequired
    }
  }

  /// Name for programs, unique on the server.
  package var name: String
  /// Name for people.
  package var title: String?
  /// Purpose of the prompt, for people.
  package var description: String?
  /// The arguments, in the order in which they are listed.
  package var arguments: [Argument]
  /// Writes the prompt's messages.
  package var handler: any PromptHandler
  /// Suggests values for the arguments; `nil` for no suggestions.
  package var completer: (any Completer)?

  /// Makes a prompt.
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

/// Writes the messages of a prompt.
package protocol PromptHandler: Sendable {
  func get(
    _ arguments: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<PromptResult>
}

/// The messages of a prompt, with which a conversation begins.
package struct PromptResult: Sendable {
  /// A message of a prompt.
  package struct Message: Sendable {
    /// The speaker.
    package var role: Role
    /// The words, or other content.
    package var content: Content

    /// Makes a message.
    package init(_ role: Role, _ content: Content) {
      self.role = role
      self.content = content
    }
  }

  /// Purpose of the messages, for people.
  package var description: String?
  /// The messages, first to last.
  package var messages: [Message]

  /// Makes the result of a prompt.
  package init(description: String? = nil, messages: [Message]) {
    self.description = description
    self.messages = messages
  }
}
