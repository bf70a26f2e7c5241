import Operations

/// A response of the backend, and the credentials that it came for.
struct BackendExchange: Sendable {
  let response: BackendResponse
  /// The credentials of the request that the response is for.
  let presented: PresentedCredentials
  /// A sentence on credentials that were refused, for the caller; `nil` if there is nothing to say.
  var note: String?
}
