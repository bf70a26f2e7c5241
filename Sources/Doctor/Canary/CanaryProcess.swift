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
  /// The fields with session tokens; empty unless callers bring them.
  private let callerFields: [(name: String, value: String)]

  /// The ground of a case: everything that its processes share.
  struct Ground {
    /// The options for the documents and their backend.
    let options: [String]
    /// Variables with the session token, or for a sign-in; `nil` if callers bring the token.
    let credentials: [String]?
    /// The session token of callers.
    let token: String
    /// The names of the documents; `nil` for the only one.
    let documents: [String?]
    /// The folder for files.
    let folder: TemporaryDirectory
    /// The folder for a session that somebody signs in to; `nil` if nobody does.
    let state: String?

    /// The variables of every process; without a sign-in each counts wrong passwords for itself, and stores nothing.
    ///
    /// Nothing is left in the home of who runs the check.
    fileprivate var variables: [String] {
      let place = state.map { ["XDG_STATE_HOME=\($0)", "HOME=\($0)", "NETHESIS_MCP_TOKEN_STORE=file"] }
      return (credentials ?? []) + (place ?? ["XDG_STATE_HOME=/dev/null"])
    }
  }

  /// - Parameters:
  ///   - at: The case.
  ///   - ground: The ground of the case.
  /// - Throws: An error if it cannot be started.
  init(_ at: CanaryCase, on ground: Ground) throws {
    transport = at.transport
    auditFile = ground.folder.newFile()
    var arguments = ground.options
    arguments += ["--log-level", "trace", "--audit", auditFile, "--secrets", at.policy.rawValue]
    arguments += ["--no-open-browser", "--tools", "all"]
    // Makes some responses too large, so that they are stored and read separately.
    if at.policy == .auto { arguments += ["--max-result-bytes", "2000"] }
    callerFields =
      ground.credentials == nil ? ground.documents.map { (CallerCredential.field(of: $0), ground.token) } : []
    let variables = ground.variables
    switch at.transport {
    case .stdio:
      (port, metricsPort) = (0, 0)
      child = try ChildServer("/proc/self/exe", ["stdio"] + arguments, variables: variables)
    case .http:
      metricsPort = try Socket.listening().port
      var listening = ["http", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:\(metricsPort)"]
      if !callerFields.isEmpty { listening.append("--caller-session-tokens") }
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
    case .http: CanaryWeb(port: port, version, fields: callerFields)
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

extension CanaryProcess.Ground {
  /// Searches the store of sessions, and the output of the commands for them; the last of these signs out.
  func finish(_ documents: [String?], _ record: inout CanaryRecord) throws {
    guard let state else { return }
    for file in TemporaryDirectory.files(in: state) { record.heard(try File.bytes(file), in: .store) }
    let named = documents.map { name in name.map { ["--document", $0] } ?? [] }
    for words in [["status"], ["status", "--json"]] + named.map({ ["logout"] + $0 }) {
      let child = try ChildServer("/proc/self/exe", words + options, variables: variables)
      var printed: [UInt8] = []
      while let line = try? child.receive(within: 60) { printed += line + [UInt8(ascii: "\n")] }
      _ = child.finish()
      record.heard(printed + child.errorOutput, in: .command)
    }
  }
}
