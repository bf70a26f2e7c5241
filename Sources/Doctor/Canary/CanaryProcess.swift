import Calls
import Canary
import Files
import Glibc
import MCP
import ProcessEnvironment

/// The program itself as a child process that serves one case, with verbose logs and a record of calls.
final class CanaryProcess {
  private let child: ChildServer
  private let transport: CanaryCase.Transport
  private let auditFile: String
  private let port: UInt16
  private let metricsPort: UInt16
  /// The session token; `nil` unless callers bring it.
  private let callerToken: String?

  /// - Parameters:
  ///   - at: The case.
  ///   - options: The options for the documents and their backend.
  ///   - credentials: Variables with the session token; `nil` if callers bring it.
  ///   - token: The session token.
  ///   - folder: The folder for its files.
  /// - Throws: An error if it cannot be started.
  init(
    _ at: CanaryCase,
    options: [String],
    credentials: [String]?,
    token: String,
    in folder: TemporaryDirectory
  ) throws {
    transport = at.transport
    auditFile = folder.newFile()
    var arguments = options
    arguments += ["--log-level", "trace", "--audit", auditFile, "--secrets", at.policy.rawValue]
    arguments += ["--no-open-browser", "--tools", "all"]
    // Makes some responses too large, so that they are stored and read separately.
    if at.policy == .auto { arguments += ["--max-result-bytes", "2000"] }
    callerToken = credentials == nil ? token : nil
    // Each case counts wrong passwords for itself, and stores nothing.
    let variables = (credentials ?? []) + ["XDG_STATE_HOME=/dev/null"]
    switch at.transport {
    case .stdio:
      (port, metricsPort) = (0, 0)
      child = try ChildServer("/proc/self/exe", ["stdio"] + arguments, variables: variables)
    case .http:
      metricsPort = try Socket.listening().port
      var listening = ["http", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:\(metricsPort)"]
      if callerToken != nil { listening.append("--caller-session-tokens") }
      child = try ChildServer("/proc/self/exe", listening + arguments, variables: variables)
      port = try Self.port(of: child)
    }
  }

  /// Waits until the process prints its address, and returns the port.
  private static func port(of child: ChildServer) throws -> UInt16 {
    for _ in 0..<15_000 {
      let said = String(decoding: child.errorOutput, as: UTF8.self)
      if let start = said.firstRange(of: "Serving at http://127.0.0.1:")?.upperBound {
        if let port = UInt16(said[start...].prefix { $0.isNumber }), said[start...].contains("/") { return port }
      }
      guard child.isRunning else { break }
      usleep(2_000)
    }
    throw CommandFailure.failed("the server cannot listen: \(String(decoding: child.errorOutput, as: UTF8.self))")
  }

  /// A connection for a conversation in a version.
  func channel(_ version: ProtocolVersion) -> any CanaryChannel {
    switch transport {
    case .stdio: CanaryLine(child)
    case .http: CanaryWeb(port: port, version, token: callerToken)
    }
  }

  /// Stops the process and searches everything that it leaves behind.
  func end(_ record: inout CanaryRecord) throws {
    if transport == .http {
      record.heard(try WebExchange("GET", port: metricsPort, path: "/metrics").readAll(), in: .metrics)
    }
    let code = transport == .http ? child.terminate() : child.finish()
    guard code == 0 else { throw CommandFailure.failed("the server ended with \(code)") }
    record.heard(child.errorOutput, in: .log)
    record.heard(try File.bytes(auditFile), in: .audit)
  }
}
