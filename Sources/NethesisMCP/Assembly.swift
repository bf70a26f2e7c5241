import EventThread
import JSON

/// What the settings come to: tools, resources and the way to the backend.
struct Assembly {
  /// Reads the document and makes the tools of it.
  ///
  /// The backend is not waited for here: what only lists tools needs none.
  init(_ startup: Startup, _ backend: PendingBackend, on thread: EventThread) async throws {
    throw CommandFailure.failed("the parts of this program are not joined yet")
  }

  /// What is published.
  var summaries: [ToolSummary] { [] }

  /// Serves on standard input and output until the input ends.
  func serve() async throws {}

  /// A tool by its name.
  func tool(named name: String) throws(CommandFailure) -> CallableTool {
    throw .usage("there is no tool \(name)")
  }

  /// Calls a tool.
  func call(tool: String, arguments: JSONObject) async throws -> CallOutcome { CallOutcome(result: nil) }
}
