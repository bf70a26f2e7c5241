extension HTTPClient {
  /// Settings for all requests of a client.
  package struct Options: Sendable {
    /// Timeout for resolving the host and connecting, including TLS.
    package var connectTimeout = Duration.seconds(10)
    /// Timeout of a whole exchange, including the wait for a free connection, unless the request has its own.
    package var timeout = Duration.seconds(30)
    /// The longest body in bytes, after decoding: a small compressed one may expand to a large one.
    package var maximumBodySize = 8 << 20
    /// Whether the beginning of a body counts as a response if the body is longer, or does not end in time.
    package var keepsBeginning = false
    /// The largest header, including interim responses, in bytes.
    package var maximumHeaderSize = 256 << 10
    /// A PEM file of certificates, trusted instead of those of the system.
    package var caFile: String?
    /// The proxy for requests.
    package var proxy = Proxy.environment
    /// The most open connections per host; further requests wait for one.
    package var maximumConnectionsPerHost = 16
    /// The `User-Agent` of requests.
    package var userAgent = "nethesis-mcp"
    /// Whether addresses outside the public network may be contacted; checked on the connected address, not the name,
    /// which is the proxy's if there is one.
    package var reachesPrivateAddresses = true

    /// The defaults.
    package init() {}
  }

  /// The route of requests; those to a loopback host are always direct.
  package enum Proxy: Sendable, Equatable {
    /// According to `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, read by libcurl for each request.
    case environment
    /// Direct.
    case none
    /// Through a proxy, regardless of the environment.
    case url(String)
  }
}
