import CurlHTTP
package import EventThread
import HTTPTypes
package import ProcessEnvironment
import Redaction
package import Settings
package import SignIn

/// Sends the requests of sign-ins by libcurl; redirects are returned, not followed.
package struct CurlSignInTransport: SignInTransport {
  private let options: HTTPClient.Options
  private let allowsPrivateDiscovery: Bool
  private let thread: EventThread
  /// For services that the configuration names.
  private let client: HTTPClient

  /// Receives tokens and codes; `nil` if those of others are sent.
  private let redactor: Redactor?

  /// Takes the settings for connections: timeout, certificates, proxy.
  ///
  /// - Parameters:
  ///   - settings: The settings.
  ///   - thread: The thread of transfers.
  ///   - redactor: Receives tokens and codes; `nil` if those of callers are sent, which are none of this program's.
  package init(_ settings: Settings, on thread: EventThread, learning redactor: Redactor? = nil) {
    self.thread = thread
    self.redactor = redactor
    allowsPrivateDiscovery = settings.allowsPrivateSpec
    var options = HTTPClient.Options(settings)
    options.keepsBeginning = true
    self.options = options
    client = HTTPClient(thread: thread, options: options)
  }

  package func learn(_ secrets: [String]) { redactor?.add(ofSignIn: secrets.map(KnownSecret.init)) }

  /// Closes its connections.
  package func close() async { await client.close() }

  package func send(_ request: SignInRequest) async throws(SignInTransportError) -> SignInResponse {
    guard request.purpose == .discovery, !request.url.isLoopback, !allowsPrivateDiscovery else {
      return try await send(request, by: client)
    }
    let client = HTTPClient(thread: thread, options: options.reachingPublicAddresses())
    do throws(SignInTransportError) {
      let response = try await send(request, by: client)
      await client.close()
      return response
    } catch {
      await client.close()
      throw error
    }
  }

  private func send(
    _ request: SignInRequest,
    by client: HTTPClient
  ) async throws(SignInTransportError) -> SignInResponse {
    let answer: TransferResponse
    do throws(TransferError) {
      answer = try await client.send(request.http, body: request.body, timeout: request.timeout)
    } catch {
      let advice =
        switch error {
        case .privateAddress: " Accept that with --allow-private-spec, if it is right."
        case .tls: " If a certificate authority of your own has signed its certificate, name it by --ca-file."
        default: ""
        }
      throw SignInTransportError(
        wasSent: error.mayHaveBeenSent,
        sentence: error.description(host: request.url.authority) + advice
      )
    }
    return SignInResponse(
      status: answer.response.status.code,
      contentType: answer.response.headerFields[.contentType],
      location: answer.response.headerFields[.location],
      cacheControl: answer.response.headerFields[.cacheControl],
      date: answer.response.headerFields[.date],
      body: Array(answer.body.prefix(request.maximumBodySize)),
      isCut: answer.cut != nil || answer.body.count > request.maximumBodySize
    )
  }
}

extension SignInRequest {
  fileprivate var http: HTTPRequest {
    var fields = HTTPFields()
    for field in self.fields {
      guard let name = HTTPField.Name(field.name) else { continue }
      fields.append(HTTPField(name: name, value: field.value))
    }
    return HTTPRequest(
      method: method == "GET" ? .get : .post,
      scheme: url.scheme,
      authority: url.authority,
      path: url.target,
      headerFields: fields
    )
  }
}

extension TransferError {
  /// Whether the request may have reached the service: a refresh token in it is spent then.
  fileprivate var mayHaveBeenSent: Bool {
    switch self {
    case .timeout(let wasSent), .reset(let wasSent): wasSent
    case .cancelled, .tooLarge, .invalidAnswer: true
    case .unresolvedHost, .refused, .unreachable, .privateAddress, .tls, .proxy, .invalidRequest, .library: false
    }
  }
}
