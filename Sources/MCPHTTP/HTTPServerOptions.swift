package import MCP
package import WebServer

/// Settings of an ``HTTPServer``.
package struct HTTPServerOptions: Sendable {
  /// The address to listen on, by default for this machine only (HTTP-04).
  package var address = "127.0.0.1"
  /// The port to listen on; 0 lets the system choose.
  package var port = 8722
  /// A socket that listens there already and is taken over; `nil` to make one.
  package var socket: CInt?
  /// The path of that socket, if it is one in the file system.
  package var socketPath: String?
  /// The path of the endpoint (HTTP-01).
  package var path = "/mcp"
  /// The protocol eras that are served.
  package var eras = EraSupport.dual

  /// Host names of the server, without a port, in addition to those of this machine (HTTP-03).
  package var allowedHosts: Set<String> = []
  /// The proxies before the server, whose word on addresses of clients counts.
  package var trustedProxies = TrustedProxies()
  /// Origins of web pages that may call the server, as browsers write them, in addition to this machine's (HTTP-02).
  package var allowedOrigins: Set<String> = []
  /// Whether callers may send a credential for the backend, in the field that ``MCP/CallerCredential`` names.
  package var callerSessionTokens = false
  /// The names of the documents that callers may send a credential for, each in a field of its own; empty for the only
  /// one.
  package var callerDocuments: [String] = []

  /// The largest body, in bytes; larger ones get 413.
  package var maximumBodySize = 4 << 20
  /// The executor of requests that take time; by default the thread of their connection.
  package var executor: (any TaskExecutor)?
  /// Limits on connections, for the endpoint's listener and the one for metrics.
  package var connections = ConnectionLimits()
  /// The most requests in progress; further ones get 503.
  package var maximumRequests = 1000
  /// The most requests for routes in progress; further ones get 503.
  package var maximumRouteRequests = 256
  /// The most requests of one party for routes in progress; further ones get 503.
  package var maximumRouteRequestsOfParty = 64
  /// The most open streams, including subscriptions; further ones get 503.
  package var maximumStreams = 4096
  /// The most open streams of one party, so that none keeps out all others.
  package var maximumStreamsOfParty: Int { max(1, maximumStreams / 4) }
  /// The most sessions, up to 2025-11-25; further ones get 503.
  package var maximumSessions = 1000
  /// The most sessions of one party, so that none keeps out all others.
  package var maximumSessionsOfParty: Int { max(1, maximumSessions / 4) }
  /// The rate limit of a caller, whose further requests get 429; `nil` for none.
  package var rate: Rate?
  /// The buckets of that limit that replicas share; `nil` if each counts for itself.
  package var rates: (any SharedRates)?

  /// The longest time for which a session may be unused.
  package var sessionTimeout = Duration.seconds(1800)
  /// The size of the messages that a session keeps for resumed streams, in bytes.
  package var replaySize = 256 << 10
  /// Longest wait for a client's response to a question, up to 2025-11-25: a person may have to give it.
  package var answerTimeout = Duration.seconds(300)
  /// Interval of keep-alive comments on open streams (SUB-11).
  package var keepAliveInterval = Duration.seconds(15)
  /// Time for which a stopping server goes on while `/readyz` reports it, so that no further requests are routed to it.
  package var drainDelay = Duration.zero
  /// Time for calls to finish after the server has stopped accepting.
  package var drainTimeout = Duration.seconds(30)

  /// Seals the state that modern clients return with their responses; replicas with the same key open each other's.
  package var sealer = StateSealer()
  /// The key for caller identities; replicas that share the key of ``sealer`` share this one too.
  package var identityKey: [UInt8]?
  /// The name of the server among its replicas: letters, digits, `-` and `_`.
  package var replicaName = String(UInt64.random(in: .min ... .max), radix: 36)
  /// The address of a separate listener for `/metrics`; `nil` for none.
  package var metrics: Listener?
  /// The server card for discovery; `nil` for none.
  package var card: ServerCard?
  /// Pages beside the endpoint, served without its access control.
  package var routes: [Route] = []
  /// The pages below the endpoint's folder that nothing else is at, for browsers; `nil` for none.
  package var portal: Route?
  /// Logs a line for the person who runs the server.
  package var note: @Sendable (String) -> Void = { _ in }

  /// The fields with callers' credentials for backends.
  var credentialFields: [String] {
    callerDocuments.isEmpty ? [CallerCredential.field(of: nil)] : callerDocuments.map { CallerCredential.field(of: $0) }
  }

  /// A rate limit.
  package struct Rate: Sendable {
    /// The number of requests per second in the long run.
    package var perSecond: Double
    /// The number of requests at once.
    package var atOnce: Int

    /// Makes a rate limit.
    package init(perSecond: Double, atOnce: Int) {
      self.perSecond = perSecond
      self.atOnce = atOnce
    }
  }

  /// An address with a port to listen on.
  package struct Listener: Sendable, CustomStringConvertible {
    /// The address.
    package var address: String
    /// The port; 0 lets the system choose.
    package var port: Int

    package var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }

    /// Makes an address with a port.
    package init(address: String = "127.0.0.1", port: Int) {
      self.address = address
      self.port = port
    }
  }

  /// The defaults.
  package init() {}

  /// Whether only this machine can reach the address.
  var isLoopback: Bool { LoopbackName.matches(address) }
}
