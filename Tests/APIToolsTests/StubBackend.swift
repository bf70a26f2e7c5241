@testable import Calls
import HTTPTypes
import JSON
import OpenAPI
@testable import Operations
@testable import Redaction
import Synchronization

/// A backend that answers as it is told and remembers what it was asked.
final class StubBackend: Backend {
  struct Asked: Sendable {
    var request: HTTPRequest
    var body: [UInt8]

    var url: String { "\(request.scheme ?? "")://\(request.authority ?? "")\(request.path ?? "")" }
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  private let answer: Result<BackendResponse, BackendError>
  /// What methods get that have answers of their own: one after the other, the last again and again.
  private let answers = Mutex<[HTTPRequest.Method: [Result<BackendResponse, BackendError>]]>([:])
  private let recorded = Mutex<[Asked]>([])

  init(_ status: Int = 200, type: String? = "application/json", fields: HTTPFields = [:], body: String = "{}") {
    var fields = fields
    if let type { fields[.contentType] = type }
    answer = .success(BackendResponse(status: status, fields: fields, body: Array(body.utf8)))
  }

  init(bytes: [UInt8], type: String) {
    answer = .success(BackendResponse(status: 200, fields: [.contentType: type], body: bytes))
  }

  init(_ answer: BackendResponse) { self.answer = .success(answer) }

  init(failing error: BackendError) { answer = .failure(error) }

  var asked: [Asked] { recorded.withLock { $0 } }

  func answer(_ method: HTTPRequest.Method, _ status: Int = 200, _ bodies: String...) {
    answers.withLock { answers in
      answers[method, default: []] += bodies.map { body in
        .success(BackendResponse(status: status, fields: [.contentType: "application/json"], body: Array(body.utf8)))
      }
    }
  }

  func fail(_ method: HTTPRequest.Method, _ error: BackendError) {
    answers.withLock { $0[method, default: []].append(.failure(error)) }
  }

  private func next(_ method: HTTPRequest.Method) -> Result<BackendResponse, BackendError> {
    answers.withLock { answers in
      guard let own = answers[method], let first = own.first else { return answer }
      if own.count > 1 { answers[method] = Array(own.dropFirst()) }
      return first
    }
  }

  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendResponse {
    recorded.withLock { $0.append(Asked(request: request, body: body)) }
    return try next(request.method).get()
  }
}

/// Credentials that are always the same, or cannot be had: a token for every scheme that takes one, and others by the
/// name of their scheme.
struct StubCredentials: CredentialSource {
  var value: Result<String?, CredentialError> = .success("session-token-of-mario")
  var others: [String: Credential] = [:]

  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? {
    if let other = others[scheme.name] { return other }
    return scheme.credentialKind == .bearer ? try value.get().map { .bearer(KnownSecret($0)) } : nil
  }
}
