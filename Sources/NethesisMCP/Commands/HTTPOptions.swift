import ArgumentParser
import Assembly
import Files
import Logging
import MCP
import MCPHTTP
import Operations
import ProcessEnvironment
import Settings
import StepUp
import WebServer

/// The options for serving over HTTP.
struct HTTPOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where to listen: an address, whose port 0 takes one that is free, or unix:PATH.",
      valueName: "address:port"
    )
  )
  var listen = "127.0.0.1:8722"
  @Option(help: ArgumentHelp("The permissions of a socket of --listen unix:PATH.", valueName: "octal"))
  var socketMode = "600"
  @Option(
    help: ArgumentHelp(
      "A proxy whose X-Forwarded-For counts: addresses such as 10.0.0.0/8, or unix; may be given several times.",
      valueName: "cidr"
    )
  )
  var trustedProxy: [String] = []
  @Option(help: ArgumentHelp("The path of the endpoint.", valueName: "path")) var path = "/mcp"
  @Option(help: ArgumentHelp("A file of name:sha256 lines: who may use the server.", valueName: "file"))
  var accessTokenFile: String?
  @OptionGroup var issuer: IssuerOptions
  @Flag(
    help:
      "Let callers bring session tokens in the header Nethesis-Session-Token (of several documents, with -NAME behind)."
  )
  var callerSessionTokens = false
  @OptionGroup var link: LinkOptions
  @Option(
    help: ArgumentHelp("A name by which the server may be asked for; may be given several times.", valueName: "host")
  )
  var allowHost: [String] = []
  @Option(
    help: ArgumentHelp("A web page's origin that may ask; may be given several times.", valueName: "origin")
  )
  var allowOrigin: [String] = []
  @Option(help: ArgumentHelp("Where to serve /metrics for Prometheus.", valueName: "address:port"))
  var metricsListen: String?
  @Option(
    help: ArgumentHelp("A file of 32 bytes that replicas share, to open one another's states.", valueName: "file")
  )
  var stateKeyFile: String?
  @Option(
    help: ArgumentHelp("What tells this server apart from its replicas (default: by chance).", valueName: "name")
  )
  var replicaName: String?
  @Flag(help: "Let everybody read the documentation, though callers need access tokens.")
  var publicDocs = false
  @Flag(help: "Serve a server card at the endpoint's path followed by /server-card (experimental).")
  var serverCard = false
  @Option(
    help: ArgumentHelp("How long /readyz tells a load balancer of the end before it begins.", valueName: "seconds")
  )
  var drainDelay = 0.0
  @Option(help: ArgumentHelp("How long calls get to finish when the server ends.", valueName: "seconds"))
  var drainTimeout = 30.0
  @Option(help: ArgumentHelp("The largest body that a request may have, in bytes.", valueName: "bytes")) var maxBody =
    4 << 20
  @Option(help: ArgumentHelp("How many requests may be worked on at the same time.", valueName: "count"))
  var maxRequests = 1000
  @Option(help: ArgumentHelp("How many streams may be open at once.", valueName: "count")) var maxStreams = 4096
  @Option(help: ArgumentHelp("How many sessions there may be.", valueName: "count")) var maxSessions = 1000
  @Option(
    help: ArgumentHelp(
      "How many requests a caller may make in a second, of all replicas that share a --store.",
      valueName: "count"
    )
  )
  var rate: Double?

  /// Whether a path is the same for all clients, and can be part of links, of a cookie's path, and of redirects.
  private static func isPlain(_ path: String) -> Bool {
    path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { segment in
      !["", ".", ".."].contains(segment)
        && segment.utf8.allSatisfy { byte in
          UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            || "-._~".utf8.contains(byte)
        }
    }
  }

  func validate() throws {
    guard path.hasPrefix("/"), !path.hasSuffix("/"), !path.contains("?") else {
      throw ValidationError("--path: a path begins with a slash and does not end with one, as /mcp")
    }
    guard Self.isPlain(path) else {
      throw ValidationError(
        "--path: a path has letters, digits and -._~ between single slashes, and no segments . and .., as /tools/mcp"
      )
    }
    guard socketMode == "600" || listen.hasPrefix("unix:") else {
      throw ValidationError("--socket-mode: it is for the socket of --listen unix:PATH")
    }
    for (name, seconds) in [("--drain-delay", drainDelay), ("--drain-timeout", drainTimeout)] {
      guard 0...3600 ~= seconds else { throw ValidationError("\(name): expected a number of seconds, at most 3600") }
    }
    if let replicaName, !Self.isName(replicaName) {
      throw ValidationError("--replica-name: expected up to 64 ASCII letters, digits, hyphens and underscores")
    }
    guard 1...Self.maximumBody ~= maxBody else {
      throw ValidationError("--max-body: expected a number of bytes from 1 to \(Self.maximumBody)")
    }
    let counts = [("--max-requests", maxRequests), ("--max-streams", maxStreams), ("--max-sessions", maxSessions)]
    for (name, count) in counts where !(1...Self.maximumCount ~= count) {
      throw ValidationError("\(name): expected a whole number from 1 to \(Self.maximumCount)")
    }
    if let rate, !(0.001...Double(Self.maximumCount) ~= rate) {
      throw ValidationError("--rate: expected a number from 0.001 to \(Self.maximumCount)")
    }
  }

  /// The greatest value of a limit: beyond it, memory would end before the limit is reached.
  private static let maximumCount = 1_000_000
  private static let maximumBody = 1 << 30

  /// Whether a name needs no escaping in a URL.
  private static func isName(_ text: String) -> Bool {
    1...64 ~= text.utf8.count
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
  }

  /// Adapts the start to callers who bring their own tokens: the server then uses no credential of its own, which would
  /// be somebody else's.
  func startup(_ startup: Startup) -> Startup {
    if link.linkSessions {
      if startup.settings.hasCredentials {
        startup.logger.warning("the configured credentials are not used, because callers link sessions of their own")
      }
      return startup.linkingSessions()
    }
    guard callerSessionTokens else { return startup }
    if startup.settings.hasCredentials {
      startup.logger.warning("the configured credentials are not used, because callers bring theirs")
    }
    return startup.withoutCredentials()
  }

  /// The options of the server, and its access rule without callers that have tokens of an issuer.
  ///
  /// - Throws: The option that cannot be used, and the reason.
  func settings(_ startup: Startup) throws(CommandFailure) -> (HTTPServerOptions, any AccessRule) {
    let address = try address()
    var server = HTTPServerOptions()
    server.address = address.host
    server.port = address.port
    server.socket = try inheritedSocket()?.descriptor
    server.trustedProxies = try trustedProxies()
    server.path = path
    server.eras = startup.settings.eras
    server.allowedHosts = Set(try allowHost.map(AllowedName.host))
    server.allowedOrigins = Set(try allowOrigin.map(AllowedName.origin))
    server.callerSessionTokens = callerSessionTokens
    server.callerDocuments = startup.settings.documents.compactMap(\.document)
    server.maximumBodySize = maxBody
    server.maximumRequests = maxRequests
    server.maximumStreams = maxStreams
    server.maximumSessions = maxSessions
    server.rate = rate.map { HTTPServerOptions.Rate(perSecond: $0, atOnce: Int(min(1e9, max(1, $0 * 2)))) }
    server.drainDelay = .seconds(drainDelay)
    server.drainTimeout = .seconds(drainTimeout)
    if let replicaName { server.replicaName = replicaName }
    let connections = DescriptorLimit.raise(for: server.connections.maximumConnections)
    server.connections.maximumConnections = connections
    server.connections.maximumWaitingOfParty = max(1, connections / 4)
    server.note = { [logger = startup.logger] in logger.notice("\($0)") }
    if let metricsListen {
      let address = try ListenAddress(metricsListen, of: "--metrics-listen")
      server.metrics = HTTPServerOptions.Listener(address: address.host, port: address.port)
      if !address.isLoopback {
        startup.logger.warning(
          "--metrics-listen: others can reach \(address.host), and whoever does reads the counts without an access token"
        )
      }
    }
    if let publicURL = startup.settings.publicURL { server.allowedHosts.insert(publicURL.hostName) }
    try shareKey(with: &server)
    return (server, try access(address, startup))
  }

  private func trustedProxies() throws(CommandFailure) -> TrustedProxies {
    var proxies = TrustedProxies()
    for text in trustedProxy where !proxies.add(text) {
      throw .usage("--trusted-proxy: expected addresses such as 10.0.0.0/8 or 10.0.0.1, or unix, and this is none")
    }
    let inherited = try inheritedSocket()
    guard !trustedProxy.contains("unix") || socketPath != nil && inherited == nil else {
      throw .usage(
        "--trusted-proxy unix: it trusts who connects to a socket in the file system, and this server listens on an "
          + "address; give the proxy's address, or --listen unix:PATH"
      )
    }
    return proxies
  }

  /// The approval service, with its page next to the endpoint; `nil` if nobody is asked or nobody could reach it.
  func approvalService(
    _ startup: Startup,
    replica: String,
    in shared: SharedStore?
  ) throws(CommandFailure) -> ApprovalService? {
    let service = startup.approvalService(replica: replica, in: shared)
    if let url = startup.settings.publicURL {
      service?.stepUp.begin(at: url.origin + url.path.prefix(upTo: url.path.lastIndex(of: "/") ?? url.path.startIndex))
      return service
    }
    let isReachable = try address().isLoopback && socketPath == nil
    guard service != nil, !isReachable else { return service }
    startup.logger.notice("users cannot be asked for secrets: give --public-url, by which they reach this server")
    return nil
  }

  /// The server card for discovery; `nil` if none is to be published.
  ///
  /// - Throws: An error if the address for clients is unknown.
  func card(of server: Implementation, _ settings: Settings) throws(CommandFailure) -> ServerCard? {
    guard serverCard else { return nil }
    let address = try address()
    let listening = address.port == 0 ? nil : "http://\(address)\(path)"
    guard let url = settings.publicURL?.description ?? listening else {
      throw .usage("--server-card: a card says where the server is; give --public-url, or a port to --listen")
    }
    return ServerCard(name: Self.name(at: url), server: server, url: url, eras: settings.eras)
  }

  /// The server's name, from the reversed host of its URL: the domain vouches for the name (CARD-01).
  private static func name(at url: String) -> String {
    let host = (try? BaseURL(url))?.hostName ?? ""
    let isName = host.last?.isLetter == true && !host.hasPrefix("[")
    return "\(isName ? host.split(separator: ".").reversed().joined(separator: ".") : "localhost")/nethesis-mcp"
  }

  /// Shares a key between replicas: each opens the others' states and recognises the same callers (MRTR-13).
  private func shareKey(with server: inout HTTPServerOptions) throws(CommandFailure) {
    guard let stateKeyFile = stateKeyFile.map({ HomePath.expanded($0) }) else { return }
    let key: [UInt8]
    do throws(FileError) {
      key = try File.bytes(stateKeyFile, atMost: 1 << 16)
    } catch {
      throw .usage("--state-key-file: \(error)")
    }
    guard let sealer = StateSealer(key: key) else {
      throw .usage(
        "--state-key-file: a key has exactly \(StateSealer.keySize) bytes, and this file has \(key.count); "
          + "head -c 32 /dev/urandom > FILE makes one"
      )
    }
    server.sealer = sealer
    server.identityKey = key
  }

  private func access(_ address: ListenAddress, _ startup: Startup) throws(CommandFailure) -> any AccessRule {
    guard let accessTokenFile = accessTokenFile.map({ HomePath.expanded($0) }) else {
      if try issuer.setup(startup.settings) != nil { return .nobody }
      if socketPath != nil, try mode() & 0o177 != 0 {
        throw .usage(
          "--socket-mode: others could use the server; give --issuer or --access-token-file, or leave it 600"
        )
      }
      guard address.isLoopback else {
        throw .usage(
          "--listen: others could reach \(address.host) and use the server; give --issuer or --access-token-file, or "
            + "listen on 127.0.0.1"
        )
      }
      if let reason = LocalUsers.reasonForOne {
        let advice = "give callers access tokens"
        startup.logger.notice("all users of this machine count as one caller, since \(reason): \(advice)")
      }
      return .open
    }
    _ = try issuer.setup(startup.settings)
    do throws(AccessTokens.FileError) {
      return try AccessTokens(file: accessTokenFile) { [logger = startup.logger] in logger.notice("\($0)") }
    } catch {
      throw .usage("--access-token-file: \(error)")
    }
  }
}

extension BaseURL {
  /// The host without a port, as clients write it.
  fileprivate var hostName: String {
    authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : String(authority.prefix { $0 != ":" })
  }
}
