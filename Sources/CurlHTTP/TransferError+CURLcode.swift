import CCurl
import Glibc

extension TransferError {
  /// What a transfer that libcurl ended with a failure tells its caller.
  init(_ code: CURLcode, _ transfer: Transfer) {
    let reason = transfer.handle.reason(code)
    switch code {
    case CURLE_OPERATION_TIMEDOUT: self = .timeout(wasSent: transfer.wasSent)
    // The callback aborts only what would be sent again.
    case CURLE_ABORTED_BY_CALLBACK: self = .reset(wasSent: true)
    case CURLE_FILESIZE_EXCEEDED: self = .tooLarge(limit: transfer.limits.body)
    // How versions of libcurl call a line of the header that is longer than they take, about 100 KB.
    case CURLE_OUT_OF_MEMORY where transfer.isReadingHeader, CURLcode(rawValue: 100):
      self = .tooLarge(limit: transfer.limits.header)
    case CURLE_BAD_CONTENT_ENCODING, CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: self = .invalidAnswer(reason)
    // Whatever it is: once a byte may have left, nobody can say that nothing was sent. To be sent again, it may have been
    // in want of another connection, of which these say that it did not come about.
    case _ where transfer.wasSent: self = .reset(wasSent: true)
    case CURLE_COULDNT_RESOLVE_HOST: self = .unresolvedHost
    case CURLE_COULDNT_CONNECT where Self.names(reason, another: transfer.destination.host): self = .proxy(reason)
    case CURLE_COULDNT_CONNECT where transfer.handle[CURLINFO_OS_ERRNO] == Int(ECONNREFUSED): self = .refused
    case CURLE_COULDNT_CONNECT: self = .unreachable
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: self = .proxy(reason)
    // What the proxy answered to CONNECT, and the connection ended.
    case CURLE_RECV_ERROR where transfer.handle[CURLINFO_HTTP_CONNECTCODE] != 0:
      self = .proxy(reason)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ISSUER_ERROR,
      CURLE_USE_SSL_FAILED:
      self = .tls(reason)
    case CURLE_GOT_NOTHING, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR:
      self = .reset(wasSent: false)
    case CURLE_URL_MALFORMAT: self = .invalidRequest(reason)
    default: self = .library(reason)
    }
  }

  /// Whether libcurl says that it could not connect to another host than that of the request: the proxy.
  ///
  /// Addresses do not tell, as there are several ways to write them.
  private static func names(_ reason: String, another host: String) -> Bool {
    let start = "failed to connect to "
    guard host.last?.isLetter == true, !host.contains(":") else { return false }
    let reason = reason.lowercased()
    return reason.hasPrefix(start) && !reason.hasPrefix("\(start)\(host.lowercased()) ")
  }
}
