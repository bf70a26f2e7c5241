import JSON
import JSONRPC
import MCP
import OpenAPI

/// A prompt that guides a model and a person through one call of an operation that changes something.
struct OperationPrompt: PromptHandler {
  private let tool: DocumentedTool
  private let document: APIDocument
  private let tools: [DocumentedTool]
  private let addresses: PageAddresses
  private let fields: [PromptField]

  init(tool: DocumentedTool, document: APIDocument, tools: [DocumentedTool], addresses: PageAddresses) {
    self.tool = tool
    self.document = document
    self.tools = tools
    self.addresses = addresses
    fields = PromptField.fields(of: tool.operation, in: document)
  }

  private var related: RelatedTools { RelatedTools(of: tool, in: RelatedTools.Index(tools)) }

  private var openFields: [PromptField] { fields.filter { !$0.isSecret } }

  /// The prompt for the list.
  var prompt: Prompt {
    let choices = openFields.filter { !$0.choices.isEmpty }.map { ($0.name, $0.choices) }
    return Prompt(
      name: tool.name,
      title: tool.heading,
      description: "Settles with you what \(tool.name) needs, asks for your yes, and calls it once.",
      arguments: openFields.map { .init(name: $0.name, description: $0.description) },
      handler: self,
      completer: choices.isEmpty ? nil : FixedCompleter(Dictionary(choices) { first, _ in first })
    )
  }

  func get(
    _ arguments: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<PromptResult> {
    .complete(PromptResult(description: tool.heading, messages: [.init(.user, .text(message(arguments)))]))
  }

  // MARK: The message

  func message(_ arguments: [String: String]) -> String {
    let parts = [opening] + values(arguments) + secrets + [consent] + answer + [further]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var opening: String {
    let purpose = tool.purpose.map { "\n\n\(Markdown.block($0))" } ?? ""
    return "Lead me through a call of the tool \(Markdown.code(tool.name)): \(Markdown.line(tool.heading)).\(purpose)"
  }

  private func values(_ arguments: [String: String]) -> [String] {
    let given = openFields.filter { field in
      arguments[field.name].map { !$0.isEmpty && (field.choices.isEmpty || field.choices.contains($0)) } ?? false
    }
    let missing = openFields.filter { field in !given.contains { $0.name == field.name } }
    let givenItems = given.map { "- \(Markdown.code($0.name)): \(Markdown.code(arguments[$0.name] ?? ""))" }
    let missingItems = missing.map { field in
      let refused =
        arguments[field.name].flatMap { $0.isEmpty ? nil : " I wrote \(Markdown.code($0)), which is none of them." }
        ?? ""
      return field.item(addresses) + refused
    }
    return [
      givenItems.isEmpty ? "" : "These values I have given:\n\n" + givenItems.joined(separator: "\n"),
      missingItems.isEmpty
        ? ""
        : """
        Settle \(givenItems.isEmpty ? "these values" : "the rest") with me, one question at a time. Propose what fits what \
        you know of my purpose; do not guess:

        \(missingItems.joined(separator: "\n"))
        """,
    ]
  }

  private var secrets: [String] {
    let names = fields.filter(\.isSecret).map { Markdown.code($0.name) }
    guard !names.isEmpty else { return [] }
    let one = names.count == 1
    return [
      """
      \(names.joined(separator: " and ")) \(one ? "is" : "are") secret. Never ask for \(one ? "it" : "them") in this \
      conversation, and never repeat \(one ? "it" : "them") if I write \(one ? "it" : "them") here. Call the tool \
      without \(one ? "it" : "them"): it says how I can enter \(one ? "it" : "them").
      """
    ]
  }

  private var consent: String {
    let operation = tool.operation
    let subject =
      operation.isDestructive == true ? "name exactly what it takes away" : "show me all values in one short list"
    let check = related.list.map { "look with \(Markdown.code($0.name)) what there is" } ?? "tell me so"
    let repetition =
      operation.isIdempotent
      ? "" : " Call it once: a second call does it a second time. If the answer is lost, \(check) before anything else."
    return "Before the call, \(subject) and wait for my yes.\(repetition)"
  }

  private var answer: [String] {
    let secrets = tool.operation.successes.first?.json?.schema.map {
      SecretFields(
        schema: document.dereferenceNaming($0),
        of: OperationSubjects(tool.operation),
        role: .output
      ).names
    }
    guard let secrets, !secrets.isEmpty else { return [] }
    let names = secrets.map(Markdown.code).joined(separator: " and ")
    return [
      """
      The answer holds a secret, \(names), which may never be shown again. If you see it, give it to me once and tell me \
      to store it now where it is needed; otherwise tell me where I find it. Pass it to no other tool, write it to no \
      file unless I ask, and do not repeat it.
      """
    ]
  }

  private var further: String {
    let sentences = [
      related.maximum.map { "There can be at most \($0) at a time." },
      related.list.map { "\(Markdown.code($0.name)) lists what there is." },
      related.revoke.map { "\(Markdown.code($0.name)) takes back what a call made; ask me first." },
      "Everything else is at \(addresses.uri(of: .operation(tool.name))).",
    ]
    return sentences.compactMap(\.self).joined(separator: " ")
  }
}
