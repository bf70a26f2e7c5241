@testable import Calls
import JSON
import MCP
import Synchronization

/// A call that a test asks approval for, and what came of it.
final class Asked: Sendable {
  /// All of them, by the document that their calls name.
  private static let all = Mutex<[String: Asked]>([:])

  private static let count = Mutex(0)

  /// The one that asked for an approval.
  static func of(_ request: ApprovalRequest) -> Asked? {
    all.withLock { all in request.call.document.flatMap { all[$0] } }
  }

  /// Tells it from the others.
  private let document: String
  private let answers: Mutex<[ApprovedCall]>
  private let submissions = Mutex<[[String: String]]>([])
  private let notices = Mutex<[Set<String>]>([])
  private let credentials = Mutex<[CallerCredential?]>([])
  private let joins = Mutex<[String]>([])
  private let lapses = Mutex<[String]>([])
  /// Holds the calls back until it is opened.
  private let gate: Gate?

  /// Revokes what was made; returns why it may still be there.
  private let revoking: @Sendable (Revocation) -> String?
  private let declining: @Sendable () -> Void
  private let preparing: @Sendable () -> ApprovalPreparation
  private let accounts = Mutex<[CallAccount?]>([])
  private let refusals = Mutex<[String]>([])

  init(
    _ answers: ApprovedCall...,
    gate: Gate? = nil,
    revoking: @escaping @Sendable (Revocation) -> String? = { _ in nil },
    declining: @escaping @Sendable () -> Void = {},
    preparing: @escaping @Sendable () -> ApprovalPreparation = { .ask(notice: nil) }
  ) {
    self.answers = Mutex(answers)
    self.gate = gate
    self.revoking = revoking
    self.declining = declining
    self.preparing = preparing
    document = Self.count.withLock { count in
      count += 1
      return "document \(count)"
    }
    Self.all.withLock { $0[document] = self }
  }

  /// The secrets with which the call was made.
  var given: [[String: String]] { submissions.withLock { $0 } }

  /// What the person had been told of, each time that the call was made.
  var told: [Set<String>] { notices.withLock { $0 } }

  /// The callers' own credentials, each time that the call was made or its item revoked.
  var used: [CallerCredential?] { credentials.withLock { $0 } }

  /// The accounts that the person had been told of, each time that the call was made.
  var named: [CallAccount?] { accounts.withLock { $0 } }

  /// The reasons for which calls could not succeed.
  var refusedBecause: [String] { refusals.withLock { $0 } }

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
    call: String? = nil,
    fields: [ApprovalRequest.Field] = [
      .init(name: "password", isRequired: true), .init(name: "second_factor", isRequired: false),
    ]
  ) -> ApprovalRequest {
    ApprovalRequest(
      StoredCall(
        id: call ?? "call",
        document: document,
        tool: tool,
        operation: "POST /keys",
        backend: "https://api.example",
        arguments: arguments,
        caller: ""
      ),
      title: "Create an \"API\" key",
      fields: fields
    )
  }

  fileprivate func perform(_ secrets: [String: String], _ request: ApprovalRequest) async -> ApprovedCall {
    notices.withLock { $0.append(request.told) }
    credentials.withLock { $0.append(request.call.credential) }
    accounts.withLock { $0.append(request.account) }
    submissions.withLock { $0.append(secrets) }
    await gate?.wait()
    return answers.withLock { $0.isEmpty ? Self.failed : $0.removeFirst() }
  }

  fileprivate func revoke(_ revocation: Revocation, of request: ApprovalRequest) -> String? {
    credentials.withLock { $0.append(request.call.credential) }
    return revoking(revocation)
  }
  fileprivate func decline() { declining() }
  fileprivate func prepare() -> ApprovalPreparation { preparing() }
  fileprivate func refuse(_ words: String) { refusals.withLock { $0.append(words) } }
  fileprivate func expire(_ reason: String) { lapses.withLock { $0.append(reason) } }
  fileprivate func join(_ call: String, to first: String) { joins.withLock { $0.append("\(call) \(first)") } }
}

/// Does for each request what the one that asked for it says.
struct AskedCarrier: ApprovalCarrier {
  func prepare(_ request: ApprovalRequest) -> ApprovalPreparation {
    Asked.of(request)?.prepare() ?? .ask(notice: nil)
  }
  func hindrance(of request: ApprovalRequest) -> String? { nil }
  func perform(_ request: ApprovalRequest, with secrets: [String: String]) async -> ApprovedCall {
    await Asked.of(request)?.perform(secrets, request) ?? Asked.failed
  }
  func revoke(_ revocation: Revocation, of request: ApprovalRequest) -> String? {
    Asked.of(request)?.revoke(revocation, of: request)
  }
  func declined(_ request: ApprovalRequest) { Asked.of(request)?.decline() }
  func refused(_ request: ApprovalRequest, because words: String) { Asked.of(request)?.refuse(words) }
  func expired(_ request: ApprovalRequest, because reason: String) { Asked.of(request)?.expire(reason) }
  func joined(_ request: ApprovalRequest, to first: String) { Asked.of(request)?.join(request.call.id, to: first) }
}
