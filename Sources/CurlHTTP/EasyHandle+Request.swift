import CCurl
import HTTPTypes

extension EasyHandle {
  /// Sets what is the same for all requests of a client.
  func setDefaults(_ options: HTTPClient.Options) throws(TransferError) {
    try collectReason()
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    // Dot segments were the caller's to judge, not libcurl's to remove.
    try set(CURLOPT_PATH_AS_IS, 1)
    // Whatever libcurl can decode.
    try set(CURLOPT_ACCEPT_ENCODING, "")
    try set(CURLOPT_USERAGENT, options.userAgent)
    try set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout)
    // Of a body whose length is told, libcurl would read nothing.
    if !options.keepsBeginning { try setSize(CURLOPT_MAXFILESIZE_LARGE, options.maximumBodySize) }
    // The least it may be, of 64 KiB else: requests are small.
    try set(CURLOPT_UPLOAD_BUFFERSIZE, 16 << 10)
    // A cancelled transfer would otherwise hold up the thread until the system has given up finding the host.
    try set(CURLOPT_QUICK_EXIT, 1)
    if let file = options.caFile { try set(CURLOPT_CAINFO, file) }
  }

  /// Sets where the request goes, and through which proxy.
  func setRoute(to destination: Destination, proxy: HTTPClient.Proxy) throws(TransferError) {
    try set(CURLOPT_URL, destination.url)
    // A burst of requests waits for the first to show whether the host speaks HTTP/2, and then shares its connection.
    if destination.isSecure { try set(CURLOPT_PIPEWAIT, 1) }
    // The answer of a proxy to CONNECT is not part of the header.
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    switch proxy {
    case _ where destination.isLoopback, .none: try set(CURLOPT_PROXY, "")
    case .environment: break
    case .url(let url):
      try set(CURLOPT_PROXY, url)
      // Else `no_proxy` of the environment would be heard.
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
      // Even without a body, as an empty one says how long it is.
      try set(CURLOPT_POST, 1)
      try setBody(body)
      if method != .post { try set(CURLOPT_CUSTOMREQUEST, method.rawValue) }
    default: try set(CURLOPT_CUSTOMREQUEST, method.rawValue)
    }
  }
}
