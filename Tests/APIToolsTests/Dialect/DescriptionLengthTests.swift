@testable import Calls
import MCP
@testable import Operations
import Testing

@testable import APITools

/// The descriptions of tools, which some clients refuse where they are long.
struct DescriptionLengthTests {
  private struct Nobody: Approval {
    func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer { .refused("") }
  }

  private static let body =
    #"{"required": true, "content": {"application/json": {"schema": {"type": "object", "required": ["password"], "properties": {"password": {"type": "string"}}}}}}"#

  @Test(arguments: [(ToolDialect.default, 2048), (.openai, 1024), (.gemini, 2048)])
  func `they are as long as the dialect takes, and what a link means is never cut`(
    dialect: ToolDialect,
    maximum: Int
  ) throws {
    var options = APITools.Options()
    options.dialect = dialect
    options.secrets = .auto
    options.approval = Nobody()
    let words = Array(repeating: "word", count: 1000).joined(separator: " ")
    let operation = #"{"description": "\#(words)", "requestBody": \#(Self.body)}"#
    let asking = try Bench(operation: operation, method: "post", options: options).tools.tools[0].description
    let other = try Bench(operation: #"{"description": "\#(words)"}"#, options: options).tools.tools[0].description
    for description in [asking, other] {
      #expect(maximum - 10...maximum ~= description.count)
      #expect(description.contains("…"))
    }
    #expect(asking.hasSuffix(StepUpWords.repetition))
  }

  @Test func `those that are built in are short enough for all`() throws {
    var options = APITools.Options()
    options.secrets = .auto
    options.approval = Nobody()
    for tool in try Bench(options: options).tools.tools { #expect(tool.description.count <= 1024) }
  }
}
