import JSON
import JSONRPC
import MCP

/// A prompt that is what its closure makes of the arguments.
private struct FixturePrompt: PromptHandler {
  let body: @Sendable (_ arguments: [String: String], _ context: RequestContext) -> Outcome<PromptResult>

  func get(
    _ arguments: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<PromptResult> {
    body(arguments, context)
  }
}

extension Outcome<PromptResult> {
  fileprivate static func user(_ contents: Content...) -> Outcome {
    .complete(PromptResult(messages: contents.map { .init(.user, $0) }))
  }
}

extension Prompt {
  static let simple = Prompt(
    name: "test_simple_prompt",
    description: "Says one thing",
    handler: FixturePrompt { _, _ in .user(.text("This is a simple prompt for testing.")) }
  )

  static let withArguments = Prompt(
    name: "test_prompt_with_arguments",
    description: "Repeats its arguments",
    arguments: [
      .init(name: "arg1", description: "The first argument", isRequired: true),
      .init(name: "arg2", description: "The second argument", isRequired: true),
    ],
    handler: FixturePrompt { arguments, _ in
      .user(.text("Prompt with arguments: arg1='\(arguments["arg1"] ?? "")', arg2='\(arguments["arg2"] ?? "")'"))
    },
    completer: FixedCompleter(["arg1": ["testValue1", "testValue2", "hello"]])
  )

  static let withEmbeddedResource = Prompt(
    name: "test_prompt_with_embedded_resource",
    description: "Embeds a resource of the URI that it is given",
    arguments: [.init(name: "resourceUri", description: "The URI of the resource", isRequired: true)],
    handler: FixturePrompt { arguments, _ in
      let body = ResourceContents.Body.text("Embedded resource content for testing.")
      let contents = ResourceContents(uri: arguments["resourceUri"] ?? "", mimeType: "text/plain", body)
      return .user(Content(.resource(contents)), .text("Please process the embedded resource above."))
    }
  )

  static let withImage = Prompt(
    name: "test_prompt_with_image",
    description: "Shows an image",
    handler: FixturePrompt { _, _ in .user(Media.image, .text("Please analyze the image above.")) }
  )

  static let withInput = Prompt(
    name: "test_input_required_result_prompt",
    description: "Asks for the context that it is to use",
    handler: FixturePrompt { _, context in
      guard let text = context.text("context", of: "user_context") else {
        let question = InputRequest.field("context", "What context should the prompt use?")
        return .inputRequired(InputRequired([("user_context", question)]))
      }
      return .user(.text("Use this context: \(text)"))
    }
  )

  /// The prompt that comes and goes.
  static let added = Prompt(
    name: "test_added_prompt",
    description: "Is there until test_trigger_prompt_change is called again",
    handler: FixturePrompt { _, _ in .user(.text("This prompt was added.")) }
  )
}
