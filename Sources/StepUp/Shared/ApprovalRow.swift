import Calls
import JSON
import MCP
import TextCoding

/// An approval as a row of a store: data that any replica can carry out, read and changed by one at a time.
struct ApprovalRow: Sendable {
  /// The right of one process to carry the approval out; whoever has lost it writes nothing.
  struct Claim: Sendable, Hashable {
    /// The name of the replica, and a random id of this claim.
    let holder: String
    /// The UTC second in which the claim is over, unless its holder has renewed it.
    var until: Int
  }

  let id: String
  /// The token in its form.
  let form: String
  /// The request, without the caller's own credential.
  let request: ApprovalRequest
  /// Whether the caller's own credential is kept beside the row (``ApprovalRows/request(of:)``).
  var keepsCredential: Bool
  /// The address of the page.
  let url: String
  /// The UTC second of the first call that asked for it.
  let asked: Int
  /// The time in which a person must decide, and for which the outcome is repeated, in seconds.
  let lifetime: Int
  /// The notice for the model.
  let notice: String?
  /// The UTC second at which the approval, or its result, expires.
  var end: Int
  var state: ApprovalState
  /// The process that sends the call or the revocation just now; `nil` if none does.
  var claim: Claim?
  /// The holder of the claim that was completed last.
  var completed: String?
  /// Whether somebody has looked at the page.
  var isOpened = false
  /// Whether its lapse has been recorded.
  var hasLapsed = false

  /// Makes the row of a new approval.
  init(_ request: ApprovalRequest, at url: String, id: String, notice: String?, from asked: Int, for lifetime: Int) {
    (self.id, self.url, self.notice, self.asked, self.lifetime) = (id, url, notice, asked, lifetime)
    var request = request
    keepsCredential = request.call.credential != nil
    request.call.credential = nil
    self.request = request
    form = RandomID.make(bits: 128)
    end = asked + lifetime
    state = ApprovalState(account: request.account, notice: notice)
  }

  /// The link for the model.
  var link: ApprovalLink { ApprovalLink(url: url, expiresAt: UTCTime.text(asked + lifetime), notice: notice) }

  /// Whether its lifetime is over: nobody decided in time, or the outcome has been available for long enough.
  func isOver(at now: Int) -> Bool { end <= now && claim == nil }

  /// Whether the next step is the person's, not the backend's.
  func isWaiting(at now: Int) -> Bool { state.isWaiting && end > now }

  /// Whether it takes one of the places of its party.
  func counts(at now: Int) -> Bool { if case .expired = state.step { false } else { !isOver(at: now) } }

  func view(at now: Int, secrets: [ApprovedCall.Secret] = []) -> ApprovalView {
    state.view(isOver: end <= now, secrets: secrets)
  }

  func page(_ view: ApprovalView) -> PendingApprovalPage {
    PendingApprovalPage(id: id, request: request, formToken: form, expiresAt: link.expiresAt, view: view)
  }

  /// The UTC second from which the row is absent: long enough for its lapse to be recorded, and for the outcome of a
  /// claim whose holder has died to be told.
  var expires: Int { claim.map { max(end, $0.until) + lifetime } ?? end + (state.isWaiting ? Self.grace : 0) }

  private static let grace = 90

  // MARK: Transitions, each of which says whether it changes anything

  /// Claims the call for a process; a submission that comes too late changes nothing.
  mutating func begin(_ claim: Claim, at now: Int) -> Bool {
    guard self.claim == nil, isWaiting(at: now) else { return false }
    self.claim = claim
    state.step = .submitted
    state.news = nil
    isOpened = true
    return true
  }

  /// Claims the revocation of the created item.
  mutating func beginRevoking(_ claim: Claim) -> Bool {
    guard self.claim == nil, let revocation = state.revocation else { return false }
    self.claim = claim
    state.revoking = .underWay(revocation.subject)
    return true
  }

  mutating func renew(_ claim: Claim, until time: Int) -> Bool {
    guard self.claim?.holder == claim.holder else { return false }
    self.claim?.until = time
    return true
  }

  /// Takes the outcome of a claim's work, unless the claim is lost.
  mutating func complete(_ claim: Claim, at now: Int, _ outcome: ApprovalOutcome) -> Bool {
    guard self.claim?.holder == claim.holder else { return false }
    self.claim = nil
    completed = claim.holder
    switch outcome {
    case .call(let call):
      state.take(call)
      if !state.isWaiting { finish(call.result, at: now) }
    case .revocation(let revocation, let problem):
      state.take(revocation, problem: problem)
      if problem == nil { keepsCredential = false }
    case .nothing:
      if case .submitted = state.step { state.step = .waiting(nil) }
      if let revocation = state.revocation { state.revoking = .offered(revocation.subject, problem: nil) }
    }
    return true
  }

  /// Ends the claim of a process that has died or was cut off: whether it has sent anything is unknown.
  mutating func endClaim(at now: Int) -> Bool {
    guard let claim, claim.until <= now else { return false }
    self.claim = nil
    if case .submitted = state.step {
      state.step = .unknown
      finish(.failure(Self.unknown), at: now)
    } else if let revocation = state.revocation {
      state.revoking = .offered(revocation.subject, problem: Self.unknownRevocation)
    }
    return true
  }

  mutating func decline(at now: Int) -> Bool {
    guard isWaiting(at: now) else { return false }
    state.step = .declined
    finish(ApprovalState.declined, at: now)
    return true
  }

  /// Notes that nobody decided in time.
  mutating func lapse(at now: Int) -> Bool {
    guard !hasLapsed, state.isWaiting, end <= now else { return false }
    hasLapsed = true
    keepsCredential = false
    return true
  }

  /// Expires it so that newer ones have room, unless its page has been opened.
  mutating func makeRoom(at now: Int) -> Bool {
    guard !isOpened, isWaiting(at: now) else { return false }
    (state.step, hasLapsed) = (.expired, true)
    finish(ApprovalState.displaced, at: now)
    // Long enough for calls that wait for it.
    end = now + Self.grace
    return true
  }

  private mutating func finish(_ result: ToolResult, at now: Int) {
    state.result = result
    end = now + lifetime
    // Kept no longer than it is needed.
    if state.revocation == nil { keepsCredential = false }
  }

  private static let unknown =
    "The user approved this, and it was sent by a server that ended before the outcome was known: it may have been done. "
    + "It is not sent again. Look whether it was done before you call again."

  private static let unknownRevocation =
    "The server that revoked it ended before the outcome was known. Look whether it is still there, or revoke it again."
}

/// The outcome of the work that a process has claimed.
enum ApprovalOutcome: Sendable {
  case call(ApprovedCall)
  /// The reason why the item may still exist; `nil` if it is gone.
  case revocation(Revocation, problem: String?)
  /// Nothing was begun.
  case nothing
}
