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
    let (kind, wasSent): (Kind, Bool) =
      switch error {
      case .cancelled: (.cancelled, true)
      case .timeout(let wasSent): (.timeout, wasSent)
      case .unresolvedHost, .refused, .unreachable, .tls, .proxy, .invalidRequest, .library: (.unreachable, false)
      case .reset(let wasSent): (.interrupted, wasSent)
      case .tooLarge, .invalidAnswer: (.invalidAnswer, true)
      }
    self.init(kind, wasSent: wasSent, sentence: error.description(host: host))
  }
}
