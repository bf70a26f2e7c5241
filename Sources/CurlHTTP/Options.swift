extension HTTPClient {
  /// What may be set; it holds for every request of a client.
  package struct Options: Sendable {
    /// How long it may take to find the host and to connect, TLS included.
    package var connectTimeout = Duration.seconds(10)
    /// How long a whole exchange may take, unless the request says otherwise; waiting for a free connection counts.
    package var timeout = Duration.seconds(30)
    /// The longest body in bytes, counted after decoding: a small compressed one can be a large one.
    package var maximumBodySize = 8 << 20
    /// Whether the beginning of a body is an answer where the body is longer, or does not end in time.
    package var keepsBeginning = false
    /// How many bytes of header an answer may have, interim answers included.
    package var maximumHeaderSize = 256 << 10
    /// A file of certificates (PEM) to trust instead of those of the system.
    package var caFile: String?
    package var proxy = Proxy.environment
    /// How many connections to one host may be open; further requests wait for one.
    package var maximumConnectionsPerHost = 16
    package var userAgent = "nethesis-mcp"
    /// Whether requests may go to addresses that are not on the public network; the address counts that was connected
    /// to, whatever the name, and through a proxy that of the proxy.
    package var reachesPrivateAddresses = true

    package init() {}
  }

  /// Which way requests go; those to a loopback host always go directly.
  package enum Proxy: Sendable, Equatable {
    /// As `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` say, read by libcurl at each request.
    case environment
    /// Directly.
    case none
    /// Through a proxy, whatever the environment says.
    case url(String)
  }
}
