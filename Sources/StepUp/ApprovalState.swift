import Calls
import MCP

/// The state of an approval: a value, with the transitions that people and outcomes lead to.
struct ApprovalState: Sendable {
  /// The number of wrong secrets that end an approval.
  static let maximumRefusals = 3

  var step = ApprovalView.State.waiting(nil)
  /// The account that the person was told of.
  var account: CallAccount?
  /// A warning to read before approving.
  var notice: String?
  /// Digests of the identities of items that the person has been told of since.
  var told: Set<String> = []
  /// An event that changes the call, for the person.
  var news: String?
  /// The number of wrong secrets.
  var refusals = 0
  /// The tool result for the model; `nil` until there is one.
  var result: ToolResult?
  /// The revocation of the created item; `nil` if that is not possible.
  var revocation: Revocation?
  var revoking = ApprovalView.Revoking.no

  /// Whether a person may still decide, as far as the time allows.
  var isWaiting: Bool {
    switch step {
    case .waiting, .signIn: true
    default: false
    }
  }

  /// The content of the page; a question whose time is over has expired.
  func view(isOver: Bool, secrets: [ApprovedCall.Secret] = []) -> ApprovalView {
    var view = ApprovalView(state: step, notice: notice, secrets: secrets, revoking: revoking)
    (view.account, view.news) = (account?.label, news)
    if isWaiting, isOver { view.state = .expired }
    return view
  }

  /// The request with everything that the person has been told of.
  func told(_ request: ApprovalRequest) -> ApprovalRequest {
    var request = request
    request.told.formUnion(told)
    request.account = account
    return request
  }

  /// Takes the outcome of a call, but not its result.
  mutating func take(_ outcome: ApprovedCall) {
    let words = outcome.result.words
    switch outcome.ending {
    case .done: step = .done
    case .lost: step = .lost
    case .failed: step = .failed(words)
    case .refused(let attemptsLeft):
      refusals += 1
      let left = min(Self.maximumRefusals - refusals, attemptsLeft ?? .max)
      step = left > 0 ? .waiting(.init(words: words, attemptsLeft: left)) : .failed(words)
    case .postponed: step = .waiting(nil)
    case .signInNeeded(let needed): step = .failed(needed.words)
    case .otherAccount(let other):
      step = .waiting(nil)
      news = "Since this page was opened, the account has changed: it is now \(other?.label ?? "another one")."
      account = other
    case .asked(again: let found):
      step = .waiting(nil)
      notice = found.words
      told.formUnion(found.items)
    }
    guard let revocation = outcome.revocation else { return }
    self.revocation = revocation
    revoking = .offered(revocation.subject, problem: nil)
  }

  /// Takes the outcome of a revocation.
  ///
  /// - Parameters:
  ///   - revocation: The revocation.
  ///   - problem: The reason why the item may still exist; `nil` if it is gone.
  mutating func take(_ revocation: Revocation, problem: String?) {
    guard problem == nil else {
      revoking = .offered(revocation.subject, problem: problem)
      return
    }
    self.revocation = nil
    revoking = .done(revocation.subject)
    result?.note("The user has revoked it on the page since: \(revocation.subject).")
  }

  static let declined = ToolResult.failure(
    "The user said no on the page, so nothing was sent. Ask before trying again."
  )

  /// The result of a page that made room for newer ones, and the reason for the record of calls.
  static let displaced = ToolResult.failure("Nothing was sent. \(displacement) Call again to ask the user once more.")
  static let displacement = "Nobody had opened the page when newer ones needed its place."

  /// The reason of a lapse, for the record of calls.
  static let lapsed = "Nobody decided on the page in time."
}

extension ToolResult {
  /// All text content, joined by line breaks.
  var words: String {
    content.compactMap { item in
      if case .text(let text) = item.kind { text } else { nil }
    }.joined(separator: "\n")
  }
}
