import JSON
import SignIn
import Synchronization
import TextCoding

/// Services that respond as a closure says, and remember the requests.
final class ScriptedServices: SignInTransport {
  typealias Respond = @Sendable (_ request: SignInRequest, _ count: Int) throws(SignInTransportError) -> SignInResponse

  private let respond: Respond
  private let state = Mutex<[SignInRequest]>([])

  init(_ respond: @escaping Respond) { self.respond = respond }

  var requests: [SignInRequest] { state.withLock { $0 } }

  func send(_ request: SignInRequest) async throws(SignInTransportError) -> SignInResponse {
    let count = state.withLock { requests in
      requests.append(request)
      return requests.count
    }
    return try respond(request, count)
  }
}

extension SignInResponse {
  static func json(_ value: JSONValue, status: Int = 200) -> SignInResponse {
    SignInResponse(status: status, contentType: "application/json", body: value.json)
  }

  static func html(status: Int) -> SignInResponse {
    SignInResponse(status: status, contentType: "text/html", body: Array("<!DOCTYPE html><p>Hello".utf8))
  }
}

extension SignInRequest {
  /// The parameters of a form.
  var form: [String: String] {
    Dictionary(
      String(decoding: body, as: UTF8.self).split(separator: "&").map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let decoded = parts.map {
          String(decoding: PercentCoding.decode($0.utf8, malformed: .kept, plusIsSpace: true) ?? [], as: UTF8.self)
        }
        return (decoded[0], decoded.count > 1 ? decoded[1] : "")
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}
