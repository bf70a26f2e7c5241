package import MCP
package import WebServer

/// What may be set of an ``HTTPServer``.
package struct HTTPServerOptions: Sendable {
  /// Where to listen, by default for this machine alone; port 0 lets the system choose (HTTP-04).
  package var address = "127.0.0.1"
  package var port = 8722
  /// The path of the endpoint (HTTP-01).
  package var path = "/mcp"
  package var eras = EraSupport.dual

  /// Names by which the server may be asked for, without a port, beside those of this machine (HTTP-03).
  package var allowedHosts: Set<String> = []
  /// Origins of web pages that may ask, as browsers write them, beside those of this machine (HTTP-02).
  package var allowedOrigins: Set<String> = []
  /// Whether callers may bring a credential for the backend, in ``callerTokenHeader``.
  package var callerSessionTokens = false

  /// The bytes that a body may have; more are met with 413.
  package var maximumBodySize = 4 << 20
  /// Bounds of connections, of the endpoint's listener and of that for metrics.
  package var connections = ConnectionLimits()
  /// How many requests may be worked on at once; more are met with 503.
  package var maximumRequests = 1000
  /// How many requests for routes may be worked on at once, and how many of one party; more are met with 503.
  package var maximumRouteRequests = 256
  package var maximumRouteRequestsOfParty = 64
  /// How many streams may be open at once, subscriptions among them; more are met with 503.
  package var maximumStreams = 4096
  /// How many sessions there may be, up to 2025-11-25; more are met with 503.
  package var maximumSessions = 1000
  /// How many of them one party may have, so that nobody keeps out all others.
  package var maximumSessionsOfParty: Int { max(1, maximumSessions / 4) }
  /// How many requests a caller may make in a second, and how many at once; more are met with 429.
  package var rate: Rate?

  /// How long a session may be unused.
  package var sessionTimeout = Duration.seconds(1800)
  /// The bytes of messages that a session keeps for clients that come back for them.
  package var replaySize = 256 << 10
  /// How long a client may take to answer a question, up to 2025-11-25: a person may have to.
  package var answerTimeout = Duration.seconds(300)
  /// How often an open stream gives a sign of life (SUB-11).
  package var keepAliveInterval = Duration.seconds(15)
  /// How long the server, once it is to end, goes on while `/readyz` says so: until nobody sends it anything any more.
  package var drainDelay = Duration.zero
  /// How long calls get to finish once nothing new is accepted.
  package var drainTimeout = Duration.seconds(30)

  /// Seals what modern clients bring back with their answers; servers that share its key can stand for one another.
  package var sealer = StateSealer()
  /// Makes of a caller's credential what tells callers apart; servers that share ``sealer``'s key share this too.
  package var identityKey: [UInt8]?
  /// What tells the server apart from others that serve the same: letters, digits, `-` and `_`.
  package var replicaName = String(UInt64.random(in: .min ... .max), radix: 36)
  /// A listener of its own for `/metrics`.
  package var metrics: Listener?
  /// What the server says of itself to those who look for servers.
  package var card: ServerCard?
  /// Takes what a person who runs the server may want to know, one line each.
  package var note: @Sendable (String) -> Void = { _ in }

  /// The header with the caller's credential for the backend.
  package static let callerTokenHeader = "Nethesis-Session-Token"

  package struct Rate: Sendable {
    package var perSecond: Double
    package var atOnce: Int

    package init(perSecond: Double, atOnce: Int) {
      self.perSecond = perSecond
      self.atOnce = atOnce
    }
  }

  package struct Listener: Sendable, CustomStringConvertible {
    package var address: String
    package var port: Int

    package var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }

    package init(address: String = "127.0.0.1", port: Int) {
      self.address = address
      self.port = port
    }
  }

  package init() {}

  /// Whether only this machine can reach the address.
  var isLoopback: Bool { LoopbackName.matches(address) }
}
