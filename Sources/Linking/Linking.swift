import StepUp
package import Store
import Synchronization

/// Sessions that callers over HTTP link on pages of this server, each bound to its caller.
///
/// The person who opens the link of a page must be the caller: the provider names both. Pages and sessions are in the
/// store, so that any replica that shares it can serve them.
package final class Linking: Sendable {
  /// Settings of the pages.
  package struct Options: Sendable {
    /// The time in which a person must sign in.
    package var lifetime = Duration.seconds(600)
    /// The longest wait of a call for a person: clients give up after a minute.
    package var patience = Duration.seconds(45)
    /// The interval of progress notifications, and of looks for what another replica has done.
    package var interval = Duration.seconds(3)
    /// Logs a line for the person who runs the server; without links and tokens.
    package var note: @Sendable (String) -> Void = { _ in }

    /// The default settings.
    package init() {}
  }

  /// The folder of the endpoint's URL, such as `https://mcp.example`, without a slash at its end.
  let base: String
  /// The store of pages and sessions.
  package let store: any Store
  let options: Options
  /// The ways in which people show that they are the callers.
  let identification: CallerIdentification
  /// The tokens of callers that are exchanged for their sessions; `nil` if none are.
  let tokens: CallerTokens?
  let clock: any Clock<Duration>
  /// The UTC time in seconds.
  let now: @Sendable () -> Int
  let news = PageNews()
  private let credentials = Mutex<[String: LinkedCredentials]>([:])
  private let readingRule = Mutex<Reading?>(nil)

  /// Makes the service.
  ///
  /// - Parameters:
  ///   - base: The folder of the endpoint's public URL, without a slash at its end.
  ///   - store: The store, which seals what it keeps.
  ///   - options: The settings.
  ///   - identification: The ways in which people show that they are the callers.
  ///   - tokens: The tokens of callers that are exchanged for their sessions; `nil` if none are.
  ///   - clock: The clock on which waits are timed.
  ///   - now: The UTC time in seconds.
  package init(
    at base: String,
    in store: any Store,
    options: Options = Options(),
    identifying identification: CallerIdentification = CallerIdentification(),
    exchanging tokens: CallerTokens? = nil,
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Int
  ) {
    (self.base, self.store, self.options, self.clock, self.now) = (base, store, options, clock, now)
    (self.identification, self.tokens) = (identification, tokens)
  }

  /// The URL that the provider sends browsers back to; the client has to be registered with it.
  package var redirectURI: String { Self.redirectURI(at: base) }

  /// The same for the folder of an endpoint's URL.
  package static func redirectURI(at base: String) -> String { "\(base)/connect/callback" }

  /// Whether browsers reach the pages by TLS.
  var isSecure: Bool { base.hasPrefix("https://") }

  var pages: LinkStore { LinkStore(store: store) }

  /// Serves the pages of an API by these credentials from now on.
  func serve(_ own: LinkedCredentials) { credentials.withLock { $0[own.document ?? ""] = own } }

  /// Lets people read the pages beside the endpoint by a rule from now on.
  package func admitReaders(by rule: Reading?) { readingRule.withLock { $0 = rule } }

  /// The rule by which people read the pages beside the endpoint; `nil` if nobody signs in for them.
  var reading: Reading? { readingRule.withLock { $0 } }

  /// The credentials of an API that is served; `nil` if it is not any more.
  func credentials(of document: String?) -> LinkedCredentials? { credentials.withLock { $0[document ?? ""] } }

  /// The credentials of all APIs that are served.
  var all: [LinkedCredentials] { credentials.withLock { Array($0.values) } }

  /// Releases all calls that wait for a person.
  package func stopWaiting() { news.stop() }

  /// Waits until every renewal that was sent is stored.
  package func close() async { for own in all { await own.close() } }
}
