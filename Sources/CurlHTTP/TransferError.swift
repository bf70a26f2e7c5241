/// The reason why there is no response.
///
/// The texts in cases are libcurl's; none contains a query, a credential or the value of a header field.
package enum TransferError: Error, Sendable, Equatable {
  /// The calling task was cancelled, or the client closed.
  case cancelled
  /// The time limit was reached; `wasSent` says whether the request may have reached the backend.
  case timeout(wasSent: Bool)
  /// The host has no address.
  case unresolvedHost
  /// No process listens on the port.
  case refused
  /// No route leads to the host.
  case unreachable
  /// The host has a private address, which is not allowed; nothing was sent.
  case privateAddress
  /// The TLS connection could not be established, or is not trusted.
  case tls(String)
  /// The connection ended without a complete response; `wasSent` says whether the request may have reached the backend.
  case reset(wasSent: Bool)
  /// The header or body of the response exceeds its limit, in bytes.
  case tooLarge(limit: Int)
  /// The response is not HTTP, or cannot be decoded.
  case invalidAnswer(String)
  /// The request is invalid.
  case invalidRequest(String)
  /// The proxy cannot be used.
  case proxy(String)
  /// libcurl cannot be loaded, or failed.
  case library(String)
}

extension TransferError: CustomStringConvertible {
  package var description: String { description(host: "the host") }

  /// A sentence that says what happened, with the name of the host.
  package func description(host: String) -> String {
    switch self {
    case .cancelled: "The request to \(host) was cancelled."
    case .timeout(wasSent: false): "No connection to \(host) came about in time."
    case .timeout(wasSent: true): "\(host) did not answer in time."
    case .unresolvedHost: "\(host) was not found: the name has no address."
    case .refused: "\(host) refused the connection: nothing listens at that port."
    case .unreachable: "\(host) cannot be reached from here."
    case .privateAddress: "\(host) has an address that is not on the public network."
    case .tls(let reason): "No secure connection to \(host) came about: \(reason)."
    case .reset(wasSent: false): "The connection to \(host) was lost before the request was sent."
    case .reset(wasSent: true): "The connection to \(host) was lost before the answer was complete."
    case .tooLarge(let limit): "The answer of \(host) has more than the \(limit) bytes allowed."
    case .invalidAnswer(let reason): "The answer of \(host) is not valid HTTP: \(reason)."
    case .invalidRequest(let reason): "The request to \(host) cannot be sent: \(reason)."
    case .proxy(let reason): "The proxy on the way to \(host) cannot be used: \(reason)."
    case .library(let reason): "The request to \(host) failed in libcurl: \(reason)."
    }
  }
}
