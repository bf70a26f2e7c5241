/// Sends the HTTP requests of sign-ins; the program gives the implementation.
package protocol SignInTransport: Sendable {
  /// Sends a request once, and returns the complete response; redirects are returned, never followed.
  func send(_ request: SignInRequest) async throws(SignInTransportError) -> SignInResponse

  /// Registers secrets of requests and responses for redaction, before anything else uses them.
  func learn(_ secrets: [String])
}

extension SignInTransport {
  /// Registers nothing.
  package func learn(_ secrets: [String]) {}
}

/// An HTTP request of a sign-in.
package struct SignInRequest: Sendable, CustomStringConvertible {
  /// The services that requests go to, which may be reached in different ways.
  package enum Purpose: Sendable, Hashable {
    /// The provider's metadata, from an address that a document may have chosen.
    case discovery
    /// An endpoint of the provider.
    case provider
    /// An endpoint of the backend.
    case backend
  }

  /// The service.
  package let purpose: Purpose
  /// `GET` or `POST`.
  package let method: String
  /// The destination.
  package let url: ServiceURL
  /// The header fields, which may contain secrets.
  package var fields: [(name: String, value: String)] = []
  /// The body, which may contain secrets.
  package var body: [UInt8] = []
  /// The largest body of the response that is accepted, in bytes.
  package var maximumBodySize = 256 << 10
  /// The time within which the response must be complete.
  package var timeout = Duration.seconds(30)

  /// Makes a request without a body.
  package init(_ purpose: Purpose, _ method: String, _ url: ServiceURL) {
    self.purpose = purpose
    self.method = method
    self.url = url
    fields = [("Accept", "application/json")]
  }

  /// A request with a form (RFC 6749 section 3.2).
  static func post(_ form: FormBody, to url: ServiceURL) -> SignInRequest {
    var request = SignInRequest(.provider, "POST", url)
    request.fields.append(("Content-Type", "application/x-www-form-urlencoded"))
    request.body = Array(form.text.utf8)
    return request
  }

  /// The method and the destination's origin: nothing that could be secret.
  package var description: String { "\(method) \(url.origin)" }
}

/// An HTTP response to a sign-in's request.
package struct SignInResponse: Sendable {
  /// The status.
  package var status: Int
  /// The value of the field `Content-Type`.
  package var contentType: String?
  /// The value of the field `Location`.
  package var location: String?
  /// The value of the field `Cache-Control`.
  package var cacheControl: String?
  /// The value of the field `Date`.
  package var date: String?
  /// The body.
  package var body: [UInt8]
  /// Whether the body is incomplete, because it is too large or did not end in time.
  package var isCut: Bool

  /// Makes a response.
  package init(
    status: Int,
    contentType: String? = nil,
    location: String? = nil,
    cacheControl: String? = nil,
    date: String? = nil,
    body: [UInt8] = [],
    isCut: Bool = false
  ) {
    self.status = status
    self.contentType = contentType
    self.location = location
    self.cacheControl = cacheControl
    self.date = date
    self.body = body
    self.isCut = isCut
  }
}

/// The reason why a request got no response.
package struct SignInTransportError: Error, Sendable, Hashable {
  /// Whether the request may have reached the service, and so may have taken effect.
  package let wasSent: Bool
  /// The event as a sentence, without any secret.
  package let sentence: String

  /// Makes an error.
  package init(wasSent: Bool, sentence: String) {
    self.wasSent = wasSent
    self.sentence = sentence
  }
}
