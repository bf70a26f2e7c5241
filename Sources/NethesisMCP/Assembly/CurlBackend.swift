import APITools
import CurlHTTP
import HTTPTypes
import Logging

/// Carries the requests of tools with libcurl.
struct CurlBackend: Backend {
  let client: HTTPClient
  let logger: Logger
  /// Where to note what came of a call; `nil` if nobody looks.
  let record: BackendRecord?
  /// The name of the document whose backend it is, where there are several.
  let document: String?

  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendAnswer {
    // The time is asked for only where somebody wants to know.
    let start = record != nil || logger.logLevel <= .debug ? ContinuousClock.now : nil
    do throws(TransferError) {
      let answer = try await client.send(request, body: body)
      // Of anything but a stream, a part that came in time is no answer.
      guard answer.cut != .time || answer.isStream else { throw TransferError.timeout(wasSent: true) }
      if let duration = start?.duration(to: .now) {
        record?.note(status: answer.response.status.code, after: duration, of: document)
        log(request, "\(answer.response.status.code)", after: duration)
      }
      return BackendAnswer(
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

  /// Without the query and the body, which may hold what must not be in a log.
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

extension Answer {
  /// Whether the answer is of a type whose parts have a meaning of their own as they come.
  fileprivate var isStream: Bool {
    MediaTypeName(response.headerFields[.contentType] ?? "").isStream
  }
}

extension BackendError {
  /// What a model has to know of a transfer that failed: of many causes it can do the same thing about.
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
