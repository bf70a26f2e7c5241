@testable import Calls
import JSON
import MCP
import Synchronization

/// A call that a test asks approval for, and what came of it.
final class Asked: Sendable {
  private let answers: Mutex<[ApprovedCall]>
  private let submissions = Mutex<[[String: String]]>([])
  private let joins = Mutex<[String]>([])
  private let lapses = Mutex<[String]>([])
  /// Holds the calls back until it is opened.
  private let gate: Gate?

  init(_ answers: ApprovedCall..., gate: Gate? = nil) {
    self.answers = Mutex(answers)
    self.gate = gate
  }

  /// The secrets with which the call was made.
  var given: [[String: String]] { submissions.withLock { $0 } }

  /// The calls that were the same as earlier ones, each with the earlier one.
  var joined: [String] { joins.withLock { $0 } }

  /// The reasons for which nobody could decide any more.
  var expired: [String] { lapses.withLock { $0 } }

  static let token = "myk_<&>\"'0123456789"
  static let done = ApprovedCall(
    .done,
    result: ToolResult(content: [.text("made")]),
    secrets: [ApprovedCall.Secret(name: "token", text: token)]
  )
  static let refused = ApprovedCall(.refused(attemptsLeft: nil), result: .failure("HTTP 400. <b>password</b> is wrong"))
  static let failed = ApprovedCall(.failed, result: .failure("HTTP 503. Try later"))

  func request(
    _ arguments: JSONObject = ["name": "<script>alert(1)</script>", "mode": "read"],
    tool: String = "create_api_key",
    call: String? = nil
  ) -> ApprovalRequest {
    ApprovalRequest(
      call: call,
      tool: tool,
      title: "Create an \"API\" key",
      arguments: arguments,
      fields: [.init(name: "password", isRequired: true), .init(name: "second_factor", isRequired: false)],
      backend: "https://api.example",
      perform: { [self] secrets in
        submissions.withLock { $0.append(secrets) }
        await gate?.wait()
        return answers.withLock { $0.isEmpty ? Self.failed : $0.removeFirst() }
      },
      expired: { [self] reason in lapses.withLock { $0.append(reason) } },
      joined: { [self] first in joins.withLock { $0.append("\(call ?? "") \(first)") } }
    )
  }
}
