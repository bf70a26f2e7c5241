import CurlHTTP
import EventThread
import HTTPTypes
import TestSupport

/// Runs the body with a client on a thread of its own, and ends both.
func withClient<R: Sendable>(
  _ options: HTTPClient.Options = .init(),
  _ body: (HTTPClient) async throws -> R
) async rethrows -> R {
  // Rethrows the body's errors alone: without a thread there is no test.
  guard let thread = try? EventThread.start(name: "client") else { preconditionFailure("the system gives no thread") }
  let client = HTTPClient(thread: thread, options: options)
  do {
    let result = try await body(client)
    await client.close()
    thread.stop()
    return result
  } catch {
    await client.close()
    thread.stop()
    throw error
  }
}

/// Runs the body with a server that follows the script, and stops it.
func withServer<R: Sendable>(
  _ script: @escaping @Sendable (ScriptedServer.Connection) -> Void,
  _ body: (ScriptedServer) async throws -> R
) async throws -> R {
  let server = try ScriptedServer(script)
  defer { server.stop() }
  return try await body(server)
}

extension ScriptedServer {
  func request(
    _ method: HTTPRequest.Method = .get,
    _ path: String = "/",
    scheme: String = "http",
    _ fields: HTTPFields = [:]
  ) -> HTTPRequest {
    HTTPRequest(method: method, scheme: scheme, authority: "127.0.0.1:\(port)", path: path, headerFields: fields)
  }

  var requestTexts: [String] { requests.map { String(decoding: $0, as: UTF8.self) } }
}

extension HTTPClient {
  func result(
    _ request: HTTPRequest,
    body: [UInt8] = [],
    timeout: Duration? = nil
  ) async -> Result<TransferResponse, TransferError> {
    do throws(TransferError) {
      return .success(try await send(request, body: body, timeout: timeout))
    } catch {
      return .failure(error)
    }
  }

  /// The error that a request ends with, or nil.
  func error(_ request: HTTPRequest, body: [UInt8] = [], timeout: Duration? = nil) async -> TransferError? {
    switch await result(request, body: body, timeout: timeout) {
    case .success: nil
    case .failure(let error): error
    }
  }
}

extension TransferResponse {
  var text: String { String(decoding: body, as: UTF8.self) }
}

let okAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

/// What a test says when something is not of the kind that it has to be.
struct TestFailure: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
