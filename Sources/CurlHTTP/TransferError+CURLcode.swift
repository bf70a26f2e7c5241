import CCurl
import Glibc

extension TransferError {
  /// Maps a failure of libcurl to an error for the caller.
  init(_ code: CURLcode, _ transfer: Transfer) {
    let reason = transfer.handle.reason(code)
    switch code {
    case CURLE_OPERATION_TIMEDOUT: self = .timeout(wasSent: transfer.wasSent)
    // The callback aborts only a request that would be repeated.
    case CURLE_ABORTED_BY_CALLBACK: self = .reset(wasSent: true)
    case CURLE_FILESIZE_EXCEEDED: self = .tooLarge(limit: transfer.limits.body)
    // The same codes say that the URL or the header of the request is too long, and then nothing has been sent.
    case CURLE_OUT_OF_MEMORY where transfer.hasSentNothing, CURLcode(rawValue: 100) where transfer.hasSentNothing:
      self = .invalidRequest("its URL or its header is too long")
    // Codes of different libcurl versions for a header line beyond their limit of about 100 KB.
    case CURLE_OUT_OF_MEMORY where transfer.isReadingHeader, CURLcode(rawValue: 100):
      self = .tooLarge(limit: transfer.limits.header)
    case CURLE_BAD_CONTENT_ENCODING, CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: self = .invalidAnswer(reason)
    // Once a byte may have been sent, no error can claim that nothing was. A repeated request may need a new
    // connection, and these errors say that it failed.
    case _ where transfer.wasSent: self = .reset(wasSent: true)
    case CURLE_COULDNT_RESOLVE_HOST: self = .unresolvedHost
    case CURLE_COULDNT_CONNECT where Self.names(reason, another: transfer.destination.host): self = .proxy(reason)
    case CURLE_COULDNT_CONNECT where transfer.handle[CURLINFO_OS_ERRNO] == Int(ECONNREFUSED): self = .refused
    case CURLE_COULDNT_CONNECT: self = .unreachable
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: self = .proxy(reason)
    // The proxy responded to CONNECT, and the connection ended.
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

  /// Whether libcurl says that it could not connect to a host other than the request's, which must be the proxy.
  ///
  /// Addresses are not compared, because there are several notations for them.
  private static func names(_ reason: String, another host: String) -> Bool {
    let start = "failed to connect to "
    guard host.last?.isLetter == true, !host.contains(":") else { return false }
    let reason = reason.lowercased()
    return reason.hasPrefix(start) && !reason.hasPrefix("\(start)\(host.lowercased()) ")
  }
}
