import APITools
import CurlHTTP
import HTTPTypes

/// Carries the requests of tools with libcurl.
struct CurlBackend: Backend {
  let client: HTTPClient

  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendAnswer {
    do throws(TransferError) {
      let answer = try await client.send(request, body: body)
      return BackendAnswer(
        status: answer.response.status.code,
        fields: answer.response.headerFields,
        body: answer.body
      )
    } catch {
      throw BackendError(error, host: request.authority ?? "the backend")
    }
  }
}

extension BackendError {
  /// What a model has to know of a transfer that failed: of many causes it can do the same thing about.
  fileprivate init(_ error: TransferError, host: String) {
    let kind: Kind =
      switch error {
      case .cancelled: .cancelled
      case .timeout: .timeout
      case .unresolvedHost, .refused, .unreachable, .tls, .proxy, .invalidRequest, .library: .unreachable
      case .reset: .interrupted
      case .tooLarge, .invalidAnswer: .invalidAnswer
      }
    self.init(kind, wasSent: error.mayHaveBeenSent, sentence: error.description(host: host))
  }
}
