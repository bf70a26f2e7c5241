@testable import Calls
import JSON
import JSONSchema
import MCP
import Testing

@testable import APITools

/// What a model reads of an approval, in the structured content as in the text.
struct StepUpWordsTests {
  private static let link = ApprovalLink(
    url: "https://h.example/step-up/r/i",
    expiresAt: "2026-01-01T00:00:00Z",
    notice: "There is one already."
  )

  private static let all: [ApprovalNext] = [.callAgain, .askUser, .awaitOutcome, .hearOutcome, .lookElsewhere]

  private struct Asking: Approval {
    let next: ApprovalNext

    func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer {
      .waiting(link, next)
    }
  }

  private func bench(_ next: ApprovalNext, _ policy: SecretPolicy = .auto) throws -> Bench {
    var options = APITools.Options()
    options.secrets = policy
    options.approval = Asking(next: next)
    return try Bench(options: options)
  }

  @Test(arguments: all)
  func `all that a model must know stands in next, word for word as in the text`(next: ApprovalNext) async throws {
    let bench = try bench(next)
    let result = await bench.call("create_api_key", ["name": "n", "mode": "read"])
    let stepUp = try #require(result["structuredContent"]?["step_up"])
    let words = try #require(stepUp["next"]?.string)
    #expect(result["content"]?.array?.map { $0["text"] } == [.string(words)])
    for part in [Self.link.url, Self.link.expiresAt, "There is one already.", "Do not ask for secrets"] {
      #expect(words.contains(part))
    }
    #expect(words.split(separator: Self.link.url).count == 2)
    let schema = try #require(bench.tools.tools.first { $0.name == "create_api_key" }?.outputSchema)
    #expect(try Schema(.object(schema)).accepts(result["structuredContent"] ?? .null))
  }

  @Test(
    arguments: [
      (.callAgain, "waiting", true, false), (.awaitOutcome, "sent", true, false), (.askUser, "waiting", false, true),
      (.hearOutcome, "sent", false, true), (.lookElsewhere, "waiting", false, false),
    ] as [(ApprovalNext, JSONValue, Bool, Bool)]
  )
  func `what is to be done is said for the mode at hand, and nothing against it`(
    next: ApprovalNext,
    status: JSONValue,
    calls: Bool,
    hears: Bool
  ) async throws {
    let result = await (try bench(next)).call("create_api_key", ["name": "n", "mode": "read"])
    let stepUp = try #require(result["structuredContent"]?["step_up"])
    let words = try #require(stepUp["next"]?.string)
    #expect(stepUp["status"] == status)
    #expect(words.contains("again with exactly the same arguments") == calls)
    #expect(words.contains("Do not call create_api_key again") == hears)
    #expect(words.contains("Nothing was sent yet") == (next == .callAgain || next == .askUser))
  }

  @Test func `the schema has no advice of its own`() throws {
    let tool = try #require(try bench(.askUser).tools.tools.first { $0.name == "create_api_key" })
    let waiting = try #require(tool.outputSchema?["anyOf"]?.array?.last)
    #expect(waiting["description"] == .string(StepUpWords.rule))
    #expect(waiting["properties"]?["step_up"]?["required"] == ["url", "status", "expires_at", "next"])
    #expect(!waiting.description.contains("call again"))
  }

  @Test(arguments: [SecretPolicy.auto, .strict])
  func `the description says what a link means and what a second call does`(policy: SecretPolicy) throws {
    let tools = try bench(.askUser, policy).tools.tools
    for tool in tools {
      #expect(tool.description.contains(StepUpWords.rule) == (tool.name == "create_api_key"))
      #expect(tool.description.contains(StepUpWords.repetition) == (tool.name == "create_api_key"))
    }
    let description = tools.first { $0.name == "create_api_key" }?.description
    #expect(description?.contains("Without password, the user is asked.") == true)
    #expect(try !bench(.askUser, .inline).tools.tools.contains { $0.description.contains("step_up") })
  }

  @Test func `it is known whether people are asked at all`() throws {
    #expect(try bench(.askUser).tools.asksPeople)
    #expect(try !bench(.askUser, .inline).tools.asksPeople)
    #expect(try !Bench().tools.asksPeople)
  }
}
