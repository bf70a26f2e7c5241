/// Why there is no answer.
///
/// The texts that cases carry are libcurl's; none has a query, a credential or the value of a header field.
package enum TransferError: Error, Sendable, Equatable {
  /// The calling task was cancelled, or the client closed.
  case cancelled
  /// It took too long; `wasSent` says whether the request may have reached the backend.
  case timeout(wasSent: Bool)
  /// The host has no address.
  case unresolvedHost
  /// Nothing listens at the port.
  case refused
  /// No way leads to the host.
  case unreachable
  /// The host has an address of a private network, and those are not to be reached; nothing was sent.
  case privateAddress
  /// No trusted connection came about.
  case tls(String)
  /// The connection ended without a complete answer; `wasSent` says whether the request may have reached the backend.
  case reset(wasSent: Bool)
  /// The header or the body of the answer has more bytes than allowed.
  case tooLarge(limit: Int)
  /// What came is not HTTP, or cannot be decoded.
  case invalidAnswer(String)
  /// The request cannot be sent as it is.
  case invalidRequest(String)
  /// The proxy cannot be used.
  case proxy(String)
  /// libcurl cannot be loaded, or failed.
  case library(String)
}

extension TransferError: CustomStringConvertible {
  package var description: String { description(host: "the host") }

  /// A sentence that says what happened and names the host.
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
