import Calls
import Synchronization

/// The sign-in on one page: a visit for each browser that shows it, until one of them keeps a session.
///
/// A visit belongs to the browser that has its id. A redirect that comes to another one changes nothing, and only the
/// browser that signed in is asked whether the session is to be kept.
final class PendingSignIn: Sendable {
  private struct Visit {
    /// The attempt in the browser, until its redirect has come.
    var browser: (any BrowserSignIn)?
    var code: SignInCode?
    /// The number of the code: that of an earlier one is not waited for any more.
    var codeNumber = 0
    /// The session that somebody has signed in to, and has not decided about.
    var session: (any NewSession)?
    var isUnderWay = false
    var problem: String?
    /// Whether the provider is to ask who signs in: the last session was of the wrong person.
    var asksAgain = false
    /// Waits for the code to be typed.
    var waiting: Task<Void, Never>?
  }

  private struct Storage {
    var visits: [String: Visit] = [:]
    /// Their ids, oldest first.
    var order: [String] = []
    var problem: String?
    /// The accounts whose sessions are stored, as they were when the page was loaded.
    var accounts: [SignInAccount] = []
    var hasEnded = false
  }

  /// The most browsers at once; a further one takes the place of the oldest.
  static let maximumVisits = 8

  let needed: NeededSignIn
  let service: any PersonSignIn
  private let storage: Mutex<Storage>

  init(_ needed: NeededSignIn, _ service: any PersonSignIn, problem: String? = nil) {
    self.needed = needed
    self.service = service
    storage = Mutex(Storage(problem: problem))
  }

  /// The content for a visitor.
  func view(of visitor: String?) -> SignInView {
    let (visit, problem, accounts) = storage.withLock { storage in
      (visitor.flatMap { storage.visits[$0] }, storage.problem, storage.accounts)
    }
    var view = SignInView(
      problem: visit?.problem ?? problem,
      offer: service.offer,
      reason: needed.reason,
      visitor: visitor
    )
    view.accounts = accounts
    if let session = visit?.session {
      view.step = .named(session.account, notice: session.notice)
    } else if visit?.isUnderWay == true {
      view.step = .underWay
    } else if let code = visit?.code {
      view.step = .code(code)
    }
    return view
  }

  // MARK: In the browser

  /// Starts a sign-in in the visitor's browser, or goes on with the one that was started.
  ///
  /// - Parameters:
  ///   - visitor: The visitor.
  ///   - redirectURI: The URL of this page's server that the provider sends the browser back to.
  /// - Returns: The URL of the provider; `nil` if it cannot start now, which the view says.
  func leave(_ visitor: String, returningTo redirectURI: String) async -> String? {
    let (started, asksAgain) = storage.withLock { storage in
      let visit = storage.visits[visitor]
      return (visit?.browser, visit?.asksAgain ?? false)
    }
    if let started { return started.url }
    do throws(SignInProblem) {
      let browser = try await service.browser(returningTo: redirectURI, asksAgain: asksAgain)
      change(visitor) { $0.browser = browser }
      return browser.url
    } catch {
      change(visitor) { $0.problem = error.sentence }
      return nil
    }
  }

  /// The meaning of a redirect for this page.
  enum Redirect {
    /// It belongs to a visit of another browser.
    case otherBrowser
    /// The attempt has ended without a code, which the view says.
    case failed
    case code(any RedeemableCode)
  }

  /// Takes the redirect of one of its attempts, once; `nil` if it belongs to none.
  func redirect(query: String, visitor: String?) -> Redirect? {
    storage.withLock { storage in
      for (id, visit) in storage.visits {
        guard let meaning = visit.browser?.redirect(query: query) else { continue }
        if case .foreign = meaning { continue }
        guard id == visitor else { return .otherBrowser }
        storage.visits[id]?.browser = nil
        storage.visits[id]?.problem = nil
        switch meaning {
        case .foreign: continue
        case .failed(let problem):
          storage.visits[id]?.problem = problem.sentence
          return .failed
        case .code(let code):
          storage.visits[id]?.isUnderWay = true
          return .code(code)
        }
      }
      return nil
    }
  }

  /// Redeems the code of a redirect.
  func redeem(_ code: any RedeemableCode, for visitor: String) async {
    await complete(for: visitor) { () async throws(SignInProblem) in try await code.redeem() }
  }

  // MARK: Without a browser here

  /// Takes a session that the person pasted.
  func paste(_ text: String, for visitor: String) async {
    change(visitor) { $0.isUnderWay = true }
    await complete(for: visitor) { [service] () async throws(SignInProblem) in try await service.paste(text) }
  }

  /// Shows a code to type at the provider, and waits until that is done.
  func startCode(for visitor: String) async {
    guard view(of: visitor).isChanging == false else { return }
    do throws(SignInProblem) {
      let device = try await service.device()
      change(visitor) { visit in
        visit.code = device.code
        visit.codeNumber += 1
        let number = visit.codeNumber
        // A task of its own: the person types the code in another browser, and no request waits for that.
        visit.waiting = Task { [self] in
          await complete(for: visitor, of: number) { () async throws(SignInProblem) in try await device.session() }
        }
      }
    } catch {
      change(visitor) { $0.problem = error.sentence }
    }
  }

  /// Gives up waiting for a code.
  func stopCode(for visitor: String) {
    change(visitor) { visit in
      visit.waiting?.cancel()
      (visit.waiting, visit.code) = (nil, nil)
      visit.codeNumber += 1
    }
  }

  // MARK: Among stored sessions

  /// Whether the page shows accounts to choose from: no session is used then that nobody chose.
  var isChoosing: Bool { storage.withLock { !$0.accounts.isEmpty } }

  /// Looks up whose sessions are stored.
  func lookUpAccounts() async {
    let accounts = await service.accounts()
    storage.withLock { storage in
      let isChoice = accounts.count > 1 || needed.isChoice || !storage.accounts.isEmpty
      storage.accounts = isChoice ? accounts : []
    }
  }

  /// Uses the stored session of an account that the person has chosen on the page.
  ///
  /// - Parameters:
  ///   - choice: The account's position on the page, with its label: both must be those that were shown.
  ///   - visitor: The visitor.
  /// - Returns: Whether calls can go on; if not, the view says why.
  func use(_ choice: String, for visitor: String) async -> Bool {
    let account = storage.withLock { storage in storage.accounts.first { $0.choice == choice } }
    guard let account else {
      change(visitor) { $0.problem = "That account is not among those that are stored now: choose again." }
      return false
    }
    do throws(SignInProblem) { try await service.use(account) } catch {
      change(visitor) { $0.problem = error.sentence }
      return false
    }
    return true
  }

  // MARK: The decision

  /// Stores the session that the visitor was asked about.
  ///
  /// - Returns: Whether calls can go on; if not, the view says why.
  func keep(for visitor: String) async -> Bool {
    guard let session = take(of: visitor) else { return false }
    do throws(SignInProblem) { try await session.keep() } catch {
      change(visitor) { ($0.session, $0.isUnderWay, $0.problem) = (session, false, error.sentence) }
      return false
    }
    change(visitor) { $0.isUnderWay = false }
    return true
  }

  /// Gives up the session that the visitor was asked about: it is of the wrong person.
  func discard(for visitor: String) async {
    guard let session = take(of: visitor) else { return }
    await session.discard()
    change(visitor) { ($0.isUnderWay, $0.asksAgain) = (false, true) }
  }

  private func take(of visitor: String) -> (any NewSession)? {
    storage.withLock { storage in
      guard let session = storage.visits[visitor]?.session else { return nil }
      storage.visits[visitor]?.session = nil
      storage.visits[visitor]?.problem = nil
      storage.visits[visitor]?.isUnderWay = true
      return session
    }
  }

  /// Ends all visits: there is a session, or nobody can sign in on this page any more.
  func end() {
    let visits = storage.withLock { storage in
      storage.hasEnded = true
      defer { (storage.visits, storage.order) = ([:], []) }
      return Array(storage.visits.values)
    }
    Self.drop(visits)
  }

  private static func drop(_ visits: [Visit]) {
    for visit in visits { visit.waiting?.cancel() }
    let sessions = visits.compactMap(\.session)
    guard !sessions.isEmpty else { return }
    // A task of its own: nobody waits for a provider to hear of sessions that were never used.
    Task { for session in sessions { await session.discard() } }
  }

  // MARK: Changes

  /// Completes a sign-in; its session is the visitor's to decide about.
  private func complete(
    for visitor: String,
    of code: Int? = nil,
    _ session: @escaping @Sendable () async throws(SignInProblem) -> any NewSession
  ) async {
    // A task of its own: a browser that leaves must not end what cannot be done twice.
    let completion = Task { () -> Result<any NewSession, SignInProblem> in
      do throws(SignInProblem) { return .success(try await session()) } catch { return .failure(error) }
    }
    let outcome = await withTaskCancellationHandler {
      await completion.value
    } onCancel: {
      if code != nil { completion.cancel() }
    }
    let unused: (any NewSession)? = storage.withLock { storage in
      // Another code, or none, since.
      guard var visit = storage.visits[visitor], code == nil || visit.codeNumber == code else {
        return try? outcome.get()
      }
      (visit.isUnderWay, visit.code, visit.waiting) = (false, nil, nil)
      defer { storage.visits[visitor] = visit }
      switch outcome {
      case .success(let session):
        defer { (visit.session, visit.problem) = (session, nil) }
        return visit.session
      case .failure(let problem):
        visit.problem = problem.sentence
        return nil
      }
    }
    await unused?.discard()
  }

  private func change(_ visitor: String, _ change: (inout Visit) -> Void) {
    let dropped: [Visit] = storage.withLock { storage in
      guard !storage.hasEnded else { return [] }
      storage.problem = nil
      var dropped: [Visit] = []
      if storage.visits[visitor] == nil {
        storage.order.append(visitor)
        if storage.order.count > Self.maximumVisits {
          dropped = [storage.visits.removeValue(forKey: storage.order.removeFirst())].compactMap(\.self)
        }
      }
      var visit = storage.visits[visitor] ?? Visit()
      visit.problem = nil
      change(&visit)
      storage.visits[visitor] = visit
      return dropped
    }
    Self.drop(dropped)
  }
}
