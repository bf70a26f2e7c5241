import CurlHTTP
import Foundation
import HTTPTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct TLSTests {
  @Test func `a server without TLS is not trusted`() async throws {
    try await withServer({ connection in
      connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
      connection.waitForClose()
    }) { server in
      let error = await withClient { await $0.error(server.request(.get, "/", scheme: "https")) }
      guard case .tls(let reason) = error else { throw TestFailure("\(String(describing: error))") }
      #expect(!reason.isEmpty)
    }
  }

  @Test(.enabled(if: OpenSSLServer.isAvailable, "there is no openssl"))
  func `a certificate nobody vouches for is not trusted`() async throws {
    try await OpenSSLServer.run { port, _ in
      let error = await withClient { await $0.error(Self.request(port)) }
      guard case .tls(let reason) = error else { throw TestFailure("\(String(describing: error))") }
      #expect(reason.contains("certificate"))
    }
  }

  @Test(.enabled(if: OpenSSLServer.isAvailable, "there is no openssl"))
  func `a certificate from the file is trusted, for its host only`() async throws {
    try await OpenSSLServer.run { port, file in
      var options = HTTPClient.Options()
      options.caFile = file
      let status = try await withClient(options) { try await $0.send(Self.request(port)).response.status }
      #expect(status == .ok)
      let error = await withClient(options) { await $0.error(Self.request(port, host: "127.0.0.1")) }
      guard case .tls = error else { throw TestFailure("\(String(describing: error))") }
    }
  }

  @Test func `a file of certificates that is not there is named`() async throws {
    var options = HTTPClient.Options()
    options.caFile = "/nonexistent/ca.pem"
    let error = try await withServer({ $0.waitForClose() }) { server in
      await withClient(options) { await $0.error(server.request(.get, "/", scheme: "https")) }
    }
    guard case .tls(let reason) = error else { throw TestFailure("\(String(describing: error))") }
    #expect(reason.contains("/nonexistent/ca.pem"))
  }

  static func request(_ port: Int, host: String = "localhost") -> HTTPRequest {
    HTTPRequest(method: .get, scheme: "https", authority: "\(host):\(port)", path: "/")
  }
}

/// The server of the `openssl` tool, with a certificate for `localhost` that it signs itself.
enum OpenSSLServer {
  static let path = "/usr/bin/openssl"
  static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: path) }

  static func run(_ body: (_ port: Int, _ certificate: String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let certificate = folder.appending(path: "certificate.pem").path
    let key = folder.appending(path: "key.pem").path
    let making = try start([
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-addext",
      "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
    ])
    making.process.waitUntilExit()
    let server = try start(["s_server", "-4", "-accept", "127.0.0.1:0", "-www", "-cert", certificate, "-key", key])
    defer { server.process.terminate() }
    // It says "ACCEPT" and its address once it listens.
    var text = ""
    while !text.contains("ACCEPT") || !text.hasSuffix("\n") {
      let part = server.output.availableData
      guard !part.isEmpty else { throw TestFailure("openssl says \(text)") }
      text += String(decoding: part, as: UTF8.self)
    }
    let port = text.split(separator: ":").last.flatMap { Int($0.dropLast()) }
    try await body(#require(port), certificate)
  }

  private static func start(_ arguments: [String]) throws -> (process: Process, output: FileHandle) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardInput = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, output.fileHandleForReading)
  }
}
