package import JSON
package import JSONRPC

/// A tool as it is published, and its handler.
package struct Tool: Sendable {
  /// Name for programs, unique on the server.
  package var name: String
  /// Name for people.
  package var title: String?
  /// Purpose and use of the tool, for the model.
  package var description: String
  /// A JSON Schema (2020-12) whose root is of type `object`.
  package var inputSchema: JSONObject
  /// A JSON Schema for the structured content of results other than errors.
  package var outputSchema: JSONObject?
  /// Hints about its behaviour.
  package var annotations: ToolAnnotations
  /// The access that its calls need where its annotations do not tell it; not published.
  package var statedAccess: ToolAccess?
  /// The tool's `_meta`; `nil` for none.
  package var meta: JSONObject?
  /// Carries out calls.
  package var handler: any ToolHandler

  /// Makes a tool; what its calls need is told by its annotations unless it is given.
  package init(
    name: String,
    title: String? = nil,
    description: String,
    inputSchema: JSONObject,
    outputSchema: JSONObject? = nil,
    annotations: ToolAnnotations = ToolAnnotations(),
    meta: JSONObject? = nil,
    access: ToolAccess? = nil,
    handler: any ToolHandler
  ) {
    self.name = name
    self.title = title
    self.description = description
    self.inputSchema = inputSchema
    self.outputSchema = outputSchema
    self.annotations = annotations
    self.meta = meta
    self.statedAccess = access
    self.handler = handler
  }

  /// The access that its calls need: as stated, else as its annotations tell.
  package var access: ToolAccess { statedAccess ?? ToolAccess(annotations.readOnly == true ? .read : .write) }
}

/// Hints about a tool's behaviour (specification: `ToolAnnotations`); a hint that is `nil` is not sent.
package struct ToolAnnotations: Sendable, Hashable {
  /// Whether it changes nothing.
  package var readOnly: Bool?
  /// Whether it may overwrite or delete.
  package var destructive: Bool?
  /// Whether a repeated call has no further effect.
  package var idempotent: Bool?
  /// Whether it acts on an open world of other parties.
  package var openWorld: Bool?

  /// Makes hints.
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

/// Carries out calls of a tool, independently of the protocol version.
package protocol ToolHandler: Sendable {
  /// Carries out one call.
  ///
  /// A failure that the model can act on is a result with `isError`; throw only for violations of the protocol.
  /// Cancellation of the task means that nobody waits for the outcome any more.
  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult>
}

/// The result of a tool call.
package struct ToolResult: Sendable {
  /// The content items, for the model.
  package var content: [Content]
  /// Structured content; conforms to the tool's output schema, if it has one and this is no error.
  package var structuredContent: JSONValue?
  /// Content items that say what stands in the structured content alone, for versions that do not have that.
  package var contentOfStructure: [Content] = []
  /// Whether the call failed in a way that the model can act on.
  package var isError: Bool
  /// The member of the structured content that repeats the notes; `nil` if it has none.
  package var notesMember: String?

  /// Makes a result.
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

  /// Adds a sentence for the model to both forms: many clients pass on only the structured one.
  package mutating func note(_ text: String) {
    content.append(.text(text))
    noteStructured(text)
  }

  /// Adds a sentence, already in the content, to the structured content too.
  package mutating func noteStructured(_ text: String) {
    guard let notesMember, case .object(var object)? = structuredContent else { return }
    object[notesMember] = .array((object[notesMember]?.array ?? []) + [.string(text)])
    structuredContent = .object(object)
  }

  /// Makes an error result; the text says what to do next.
  package static func failure(_ text: String) -> ToolResult { ToolResult(content: [.text(text)], isError: true) }
}
