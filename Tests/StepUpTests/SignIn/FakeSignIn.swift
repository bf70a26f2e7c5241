@testable import Calls
import Synchronization

/// A sign-in whose provider is the test.
final class FakeSignIn: PersonSignIn {
  private struct State {
    var isSignedIn = false
    var problem: String?
    var keepingProblem: String?
    var started: [(uri: String, asksAgain: Bool)] = []
    var kept: [String] = []
    var discarded: [String] = []
    var accounts: [SignInAccount] = []
    var used: [SignInAccount] = []
    var device: AsyncStream<String>.Continuation?
  }

  let offer: SignInOffer
  private let state = Mutex(State())

  init(api: String = "https://api.example") {
    offer = SignInOffer(
      api: api,
      provider: "id.example",
      hasBrowser: true,
      hasCode: true,
      pasting: "Look in my_jwt.",
      account: nil,
      command: "nethesis-mcp login"
    )
  }

  /// Whether calls have a session.
  var hasSession: Bool {
    get { state.withLock { $0.isSignedIn } }
    set { state.withLock { $0.isSignedIn = newValue } }
  }

  /// The reason for which each further step fails.
  var problem: String? {
    get { state.withLock { $0.problem } }
    set { state.withLock { $0.problem = newValue } }
  }

  /// The reason for which no session can be kept.
  var keepingProblem: String? {
    get { state.withLock { $0.keepingProblem } }
    set { state.withLock { $0.keepingProblem = newValue } }
  }

  var started: [(uri: String, asksAgain: Bool)] { state.withLock { $0.started } }
  var kept: [String] { state.withLock { $0.kept } }
  var discarded: [String] { state.withLock { $0.discarded } }

  /// What the call lacks.
  var needed: NeededSignIn {
    let words = "Sign in somewhere."
    return NeededSignIn(schemes: ["Session"], words: words, advice: words, reason: "Nobody is here.", service: self)
  }

  /// Types the code, as somebody does at the provider.
  func type(as person: String) { state.withLock { $0.device }?.yield(person) }

  /// Whose sessions are stored.
  var stored: [SignInAccount] {
    get { state.withLock { $0.accounts } }
    set { state.withLock { $0.accounts = newValue } }
  }

  var used: [SignInAccount] { state.withLock { $0.used } }

  func isSignedIn() -> Bool { hasSession }

  func accounts() -> [SignInAccount] { stored }

  func use(_ account: SignInAccount) throws(SignInProblem) {
    try fail()
    state.withLock { state in
      state.used.append(account)
      state.isSignedIn = true
    }
  }

  func browser(returningTo uri: String, asksAgain: Bool) throws(SignInProblem) -> any BrowserSignIn {
    try fail()
    return state.withLock { state in
      state.started.append((uri, asksAgain))
      return Browser(number: state.started.count, service: self)
    }
  }

  func device() throws(SignInProblem) -> any DeviceSignIn {
    try fail()
    let (people, person) = AsyncStream.makeStream(of: String.self)
    state.withLock { $0.device = person }
    return Device(people: people, service: self)
  }

  func paste(_ text: String) throws(SignInProblem) -> any NewSession {
    try fail()
    return Session(account: text, service: self)
  }

  fileprivate func fail() throws(SignInProblem) { if let problem { throw SignInProblem(problem) } }

  private struct Browser: BrowserSignIn {
    let number: Int
    let service: FakeSignIn
    var url: String { "https://id.example/auth?state=\(number)" }

    func redirect(query: String) -> SignInRedirect {
      let parts = query.split(separator: "&").map(String.init)
      guard parts.first == "state=\(number)" else { return .foreign }
      guard let code = parts.last, code.hasPrefix("code=") else {
        return .failed(SignInProblem("The provider said no."))
      }
      return .code(Code(person: String(code.dropFirst(5)), service: service))
    }
  }

  private struct Code: RedeemableCode {
    let person: String
    let service: FakeSignIn
    func redeem() throws(SignInProblem) -> any NewSession {
      try service.fail()
      return Session(account: person, service: service)
    }
  }

  private struct Device: DeviceSignIn {
    let people: AsyncStream<String>
    let service: FakeSignIn
    let code = SignInCode(text: "AAAA-BBBB", url: "https://id.example/device", completeURL: nil, expiresAt: "soon")

    func session() async throws(SignInProblem) -> any NewSession {
      for await person in people { return Session(account: person, service: service) }
      throw SignInProblem("Nobody typed the code.")
    }
  }

  private struct Session: NewSession {
    let account: String
    let service: FakeSignIn
    let notice: String? = "It ends soon."

    func keep() throws(SignInProblem) {
      if let problem = service.keepingProblem { throw SignInProblem(problem) }
      service.state.withLock { state in
        state.kept.append(account)
        state.isSignedIn = true
      }
    }

    func discard() { service.state.withLock { $0.discarded.append(account) } }
  }
}
