import CCurl
import Glibc

extension TransferError {
  /// What a transfer that libcurl ended with a failure tells its caller.
  init(_ code: CURLcode, _ transfer: Transfer) {
    let handle = transfer.handle
    func reason() -> String { handle.reason(code) }
    switch code {
    case CURLE_OPERATION_TIMEDOUT: self = .timeout(wasSent: transfer.wasSent)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED:
      self = .tls(reason())
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: self = .proxy(reason())
    case CURLE_RECV_ERROR where !transfer.wasSent && handle[CURLINFO_HTTP_CONNECTCODE] != 0: self = .proxy(reason())
    // A second connection for a request that was sent over a first one.
    case CURLE_COULDNT_RESOLVE_HOST where transfer.wasSent, CURLE_COULDNT_CONNECT where transfer.wasSent:
      self = .reset(wasSent: true)
    case CURLE_COULDNT_RESOLVE_HOST: self = .unresolvedHost
    case CURLE_COULDNT_CONNECT:
      self = handle[CURLINFO_OS_ERRNO] == Int(ECONNREFUSED) ? .refused : .unreachable
    // The callback aborts only what would be sent again.
    case CURLE_ABORTED_BY_CALLBACK, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
      CURLE_HTTP2, CURLE_HTTP2_STREAM:
      self = .reset(wasSent: transfer.wasSent)
    case CURLE_FILESIZE_EXCEEDED: self = .tooLarge(limit: transfer.limits.body)
    case CURLE_BAD_CONTENT_ENCODING, CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      self = .invalidAnswer(reason())
    case CURLE_URL_MALFORMAT: self = .invalidRequest(reason())
    default: self = .library(reason())
    }
  }
}
