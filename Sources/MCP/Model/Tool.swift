package import JSON
package import JSONRPC

/// A tool as it is published, and what answers its calls.
package struct Tool: Sendable {
  package var name: String
  package var title: String?
  package var description: String
  /// A JSON Schema (2020-12) whose root is of type `object`.
  package var inputSchema: JSONObject
  /// A JSON Schema for the structured content of results that are no errors.
  package var outputSchema: JSONObject?
  package var annotations: ToolAnnotations
  package var meta: JSONObject?
  package var handler: any ToolHandler

  package init(
    name: String,
    title: String? = nil,
    description: String,
    inputSchema: JSONObject,
    outputSchema: JSONObject? = nil,
    annotations: ToolAnnotations = ToolAnnotations(),
    meta: JSONObject? = nil,
    handler: any ToolHandler
  ) {
    self.name = name
    self.title = title
    self.description = description
    self.inputSchema = inputSchema
    self.outputSchema = outputSchema
    self.annotations = annotations
    self.meta = meta
    self.handler = handler
  }
}

/// Hints for the client about what a tool does (specification: `ToolAnnotations`); a hint that is absent is not sent.
package struct ToolAnnotations: Sendable, Hashable {
  package var readOnly: Bool?
  package var destructive: Bool?
  package var idempotent: Bool?
  package var openWorld: Bool?

  package init(
    readOnly: Bool? = nil,
    destructive: Bool? = nil,
    idempotent: Bool? = nil,
    openWorld: Bool? = nil
  ) {
    self.readOnly = readOnly
    self.destructive = destructive
    self.idempotent = idempotent
    self.openWorld = openWorld
  }
}

/// What answers the calls of a tool, whatever version of the protocol they came in.
package protocol ToolHandler: Sendable {
  /// Answers one call.
  ///
  /// What the model can do something about is a result that `isError`; errors are for what breaks the protocol.
  /// Cancellation of the task means that nobody waits for the answer any more.
  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult>
}

/// What a tool answers.
package struct ToolResult: Sendable {
  package var content: [Content]
  /// Conforms to the tool's output schema, if it has one and this is no error.
  package var structuredContent: JSONValue?
  package var isError: Bool
  /// The member of the structured content that repeats the notes, where it is an object that may have one.
  package var notesMember: String?

  package init(
    content: [Content],
    structuredContent: JSONValue? = nil,
    isError: Bool = false,
    notesMember: String? = nil
  ) {
    self.content = content
    self.structuredContent = structuredContent
    self.isError = isError
    self.notesMember = notesMember
  }

  /// Adds a sentence that a model should know, in both forms: many clients hand on the structured one alone.
  package mutating func note(_ text: String) {
    content.append(.text(text))
    noteStructured(text)
  }

  /// Adds a sentence to the structured content that the content says already.
  package mutating func noteStructured(_ text: String) {
    guard let notesMember, case .object(var object)? = structuredContent else { return }
    object[notesMember] = .array((object[notesMember]?.array ?? []) + [.string(text)])
    structuredContent = .object(object)
  }

  /// A failure in words that say what to do next.
  package static func failure(_ text: String) -> ToolResult { ToolResult(content: [.text(text)], isError: true) }
}
