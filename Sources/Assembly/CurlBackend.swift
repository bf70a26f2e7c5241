import Calls
import CurlHTTP
import HTTPTypes
import Logging
import Operations

/// Sends the requests of tools with libcurl.
struct CurlBackend: Backend {
  let client: HTTPClient
  let logger: Logger
  /// Records the outcome of each call; `nil` if nobody reads it.
  let record: BackendRecord?
  /// The name of the document whose backend it is; `nil` if there is only one.
  let document: String?

  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendResponse {
    // The clock is read only if somebody uses the duration.
    let start = record != nil || logger.logLevel <= .debug ? ContinuousClock.now : nil
    do throws(TransferError) {
      let answer = try await client.send(request, body: body)
      // A partial response is an outcome only for a stream.
      guard answer.cut != .time || answer.isStream else { throw TransferError.timeout(wasSent: true) }
      if let duration = start?.duration(to: .now) {
        record?.note(status: answer.response.status.code, after: duration, of: document)
        log(request, "\(answer.response.status.code)", after: duration)
      }
      return BackendResponse(
        status: answer.response.status.code,
        fields: answer.response.headerFields,
        body: answer.body,
        cut: answer.cut.map { $0 == .size ? .size : .time }
      )
    } catch {
      let failure = BackendError(error, host: request.authority ?? "the backend")
      if let duration = start?.duration(to: .now) {
        record?.note(failure.kind, after: duration, of: document)
        log(request, "\(error)", after: duration)
      }
      throw failure
    }
  }

  /// Logs without the query and the body, which may contain secrets.
  private func log(_ request: HTTPRequest, _ outcome: @autoclosure () -> String, after duration: Duration) {
    logger.debug(
      "asked the backend",
      metadata: [
        "method": "\(request.method)", "path": "\(request.path?.prefix { $0 != "?" } ?? "")", "outcome": "\(outcome())",
        "took": "\(duration)",
      ]
    )
  }
}

extension TransferResponse {
  /// Whether the media type is a stream, whose parts have a meaning of their own.
  fileprivate var isStream: Bool {
    MediaTypeName(response.headerFields[.contentType] ?? "").isStream
  }
}

extension BackendError {
  /// Maps a failed transfer to the kinds that a model can act on: many causes call for the same action.
  fileprivate init(_ error: TransferError, host: String) {
    let (kind, wasSent): (Kind, Bool) =
      switch error {
      case .cancelled: (.cancelled, true)
      case .timeout(let wasSent): (.timeout, wasSent)
      case .unresolvedHost, .refused, .unreachable, .privateAddress, .tls, .proxy, .invalidRequest, .library:
        (.unreachable, false)
      case .reset(let wasSent): (.interrupted, wasSent)
      case .tooLarge, .invalidAnswer: (.invalidAnswer, true)
      }
    self.init(kind, wasSent: wasSent, sentence: error.description(host: host))
  }
}
