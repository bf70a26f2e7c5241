import CCurl
import HTTPTypes

extension EasyHandle {
  /// Sets the options that all requests of a client share.
  func setDefaults(_ options: HTTPClient.Options) throws(TransferError) {
    try collectReason()
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    // The caller has already checked dot segments, so libcurl must not remove them.
    try set(CURLOPT_PATH_AS_IS, 1)
    // Every encoding that libcurl can decode.
    try set(CURLOPT_ACCEPT_ENCODING, "")
    try set(CURLOPT_USERAGENT, options.userAgent)
    try set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout)
    // With this limit, libcurl would not read any of a body with a known larger size.
    if !options.keepsBeginning { try setSize(CURLOPT_MAXFILESIZE_LARGE, options.maximumBodySize) }
    // The smallest possible buffer, instead of 64 KiB: requests are small.
    try set(CURLOPT_UPLOAD_BUFFERSIZE, 16 << 10)
    // Otherwise a cancelled transfer would block the thread until the resolver has given up.
    try set(CURLOPT_QUICK_EXIT, 1)
    if let file = options.caFile { try set(CURLOPT_CAINFO, file) }
  }

  /// Sets the URL and the proxy of a request.
  func setRoute(to destination: Destination, proxy: HTTPClient.Proxy) throws(TransferError) {
    try set(CURLOPT_URL, destination.url)
    // A burst of requests waits for the first to learn whether the host supports HTTP/2, and then shares its
    // connection.
    if destination.isSecure { try set(CURLOPT_PIPEWAIT, 1) }
    // A proxy's response to CONNECT is not part of the header.
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    switch proxy {
    case _ where destination.isLoopback, .none: try set(CURLOPT_PROXY, "")
    case .environment: break
    case .url(let url):
      try set(CURLOPT_PROXY, url)
      // Otherwise `no_proxy` in the environment would take effect.
      try set(CURLOPT_NOPROXY, "")
    }
  }

  func setMethod(_ method: HTTPRequest.Method, body: [UInt8]) throws(TransferError) {
    switch method {
    case .connect: throw .invalidRequest("CONNECT is not a request to a host")
    case .head:
      guard body.isEmpty else { throw .invalidRequest("HEAD has no body") }
      try set(CURLOPT_NOBODY, 1)
    case .get where body.isEmpty: try set(CURLOPT_HTTPGET, 1)
    case .post, .put, .patch,
      _ where !body.isEmpty:
      // Even without a body, so that a length of 0 is sent.
      try set(CURLOPT_POST, 1)
      try setBody(body)
      if method != .post { try set(CURLOPT_CUSTOMREQUEST, method.rawValue) }
    default: try set(CURLOPT_CUSTOMREQUEST, method.rawValue)
    }
  }
}
