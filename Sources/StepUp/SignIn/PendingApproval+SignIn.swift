import Calls
import MCP
import Synchronization

extension PendingApproval {
  /// Asks for a sign-in before anything else.
  func begin(with needed: NeededSignIn) { storage.withLock { $0.begin(needed) } }

  /// Whether it asks for a sign-in and nothing else: no call of its own is made.
  var isForSignIn: Bool { request.fields.isEmpty }

  /// The sign-in that the person has to complete; `nil` if there is none, or it is over.
  var signIn: PendingSignIn? {
    let time = now()
    return storage.withLock { $0.isWaiting(at: time) ? $0.signIn : nil }
  }

  /// Whether a person has signed in, which was all that it asked for.
  var isSignedIn: Bool { storage.withLock { if case .signedIn = $0.approval.step { true } else { false } } }

  /// A view with the sign-in as a visitor sees it.
  func shown(_ view: ApprovalView, to visitor: String?) -> ApprovalView {
    guard case .signIn = view.state, let signIn else { return view }
    var view = view
    view.signIn = signIn.view(of: visitor)
    return view
  }

  /// Goes on after a person has signed in, here or elsewhere; does nothing while nobody has.
  ///
  /// - Parameter isSure: Whether the session is known to be there.
  func goOn(isSure: Bool = false) async {
    guard let signIn else { return }
    if !isSure {
      let isThere = signIn.isChoosing ? false : await signIn.service.isSignedIn()
      guard isThere else { return await signIn.lookUpAccounts() }
    }
    guard !isForSignIn else { return signedIn() }
    // Only now is it known whose account it is, what there is already, and what its limits are.
    let preparation = await carrier.prepare(request)
    let time = now()
    let waiting: [AsyncStream<Never>.Continuation]? = storage.withLock { storage in
      // Another request may have been here meanwhile.
      guard case .signIn = storage.approval.step, storage.signIn === signIn else { return nil }
      switch preparation {
      case .ask(let notice, let account):
        (storage.approval.step, storage.signIn, storage.approval.account) = (.waiting(nil), nil, account)
        storage.approval.notice = notice?.words
        storage.approval.told.formUnion(notice?.items ?? [])
        return []
      case .signInNeeded(let needed):
        storage.begin(needed, problem: "The session that is there now cannot be used. \(needed.reason)")
        return []
      case .refused(let words):
        (storage.approval.step, storage.signIn) = (.failed(words), nil)
        return Self.finish(&storage, .failure(words), time + lifetime)
      }
    }
    guard let waiting else { return }
    signIn.end()
    if case .refused(let words) = preparation { carrier.refused(request, because: words) }
    for continuation in waiting { continuation.finish() }
  }

  private func signedIn() {
    let time = now()
    let (signIn, waiting) = storage.withLock { storage in
      let signIn = storage.signIn
      (storage.approval.step, storage.signIn, storage.end) = (.signedIn, nil, time + lifetime)
      defer { storage.waiting = [:] }
      return (signIn, Array(storage.waiting.values))
    }
    signIn?.end()
    for continuation in waiting { continuation.finish() }
  }
}

extension PendingApproval.Storage {
  /// Asks for a sign-in; a call that no page can have a session made for has failed.
  mutating func begin(_ needed: NeededSignIn, problem: String? = nil) {
    guard let service = needed.service else {
      approval.step = .failed(needed.words)
      return
    }
    (approval.step, signIn) = (.signIn, PendingSignIn(needed, service, problem: problem))
  }
}
