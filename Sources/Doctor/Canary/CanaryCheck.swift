import APITools
package import Assembly
import Calls
import Canary
package import EventThread
import JSON
import MCP
import OpenAPI
import ProcessEnvironment
import Settings

/// Calls every tool in every way with a backend that echoes every secret, and searches all output for the secrets.
package struct CanaryCheck: Sendable {
  /// The number of conversations that run at the same time.
  private static let workers = 4
  private static let sample = CanarySample.ofThisBuild

  let tools: [CanaryTool]
  private let secrets: CanarySecrets
  private let backend: EchoBackend
  private let search: LeakSearch
  private let documents: [CanaryDocument]
  private let options: [String]
  /// Whether callers bring the session token, which is possible over HTTP only.
  private let callersBringTokens: Bool
  private let folder: TemporaryDirectory

  /// Prepares a check of the documents in the settings.
  ///
  /// - Parameters:
  ///   - startup: The settings.
  ///   - callersBringTokens: Whether callers bring the session token.
  ///   - thread: The thread that documents are fetched on.
  /// - Throws: The fault of a document or setting, or an error if no backend can be opened.
  package init(_ startup: Startup, callersBringTokens: Bool, on thread: EventThread) async throws {
    var documents: [CanaryDocument] = []
    for (number, part) in startup.parts.enumerated() {
      documents.append(try await CanaryDocument(part, number: number, on: thread))
    }
    let secrets = CanarySecrets()
    let tools = documents.flatMap { document in
      document.entries.map { (document, $0, CanaryTool($0, at: document.path)) }
    }
    self.secrets = secrets
    self.tools = tools.map(\.2)
    self.documents = documents
    self.callersBringTokens = callersBringTokens
    var endpoints = EchoSignIn.provider
    for document in documents where !callersBringTokens { endpoints.merge(try document.endpoints) { $1 } }
    options = startup.settings.allowsPrivateSpec ? ["--allow-private-spec"] : []
    search = LeakSearch(secrets.all)
    folder = try TemporaryDirectory()
    do {
      backend = try EchoBackend(
        secrets,
        tools.map { document, entry, tool in
          EchoBackend.Route(
            method: entry.operation.method,
            path: document.path + entry.operation.path,
            success: tool.success(entry, in: document.loaded.document, secrets)
          )
        },
        signIn: endpoints
      )
    } catch {
      throw CommandFailure.failed("the backend of the check cannot listen: \(error)")
    }
  }

  /// Runs all cases and reports the findings.
  package func run() async throws -> CanaryReport {
    let selfTest = SelfTest(secrets, search)
    var report = CanaryReport(tools, selfTest, signsIn: signsIn)
    guard selfTest.failures.isEmpty else { return report }
    // The outcome of a call stays the same for as long as somebody may ask for it: a new question needs another process
    // or another call.
    let isVariable = tools.allSatisfy { !$0.asks || $0.isVariable }
    let answers = EchoAnswer.allCases
    let groups = isVariable ? [answers] : answers.map { [$0] }
    let signIns = signsIn ? CanaryCase.signingIn(groups) : []
    let cases = (CanaryCase.all(groups) + signIns).filter {
      (!callersBringTokens || $0.transport == .http) && Self.sample.includesAny(of: $0)
    }
    var threads: [EventThread] = []
    defer { for thread in threads { thread.stop() } }
    for number in 0..<Self.workers { threads.append(try .start(name: "canary-\(number)")) }
    let workers = threads
    let server = try EventThread.start(name: "canary-backend")
    defer { server.stop() }
    try await withThrowingTaskGroup(of: [CanaryReport.Part].self) { group in
      group.addTask(executorPreference: server) {
        backend.serve()
        return []
      }
      // A thread for each: every wait here blocks its thread.
      for (number, thread) in workers.enumerated() {
        group.addTask(executorPreference: thread) {
          try stride(from: number, to: cases.count, by: Self.workers).map { try carryOut(cases[$0]) }
        }
      }
      defer { backend.stop() }
      for _ in workers { for part in try await group.next() ?? [] { report.add(part) } }
    }
    return report
  }

  /// Whether a person signs in to one of the documents' APIs.
  private var signsIn: Bool { !callersBringTokens && documents.contains(where: \.signsIn) }

  private func carryOut(_ at: CanaryCase) throws -> CanaryReport.Part {
    let (run, url) = backend.begin(signsIn: at.signIn != nil)
    var record = CanaryRecord(at, search)
    do {
      let ground = CanaryProcess.Ground(
        options: options + documents.flatMap { $0.options(backend: url) },
        credentials: callersBringTokens ? nil : documents.flatMap { credentials(of: $0, at.signIn, url) },
        token: secrets.session.text,
        documents: documents.map(\.name),
        folder: folder,
        state: try at.signIn.map { _ in try folder.newFolder() }
      )
      if at.signIn != nil, at.transport == .http {
        // The version is one in which a check of part of the calls makes those of a success.
        let earlier = CanaryCase(
          transport: .stdio,
          versions: Array(ProtocolVersion.allCases.prefix(1)),
          client: .none,
          policy: at.policy,
          answers: [.success],
          signIn: at.signIn
        )
        let process = try CanaryProcess(earlier, on: ground)
        for version in earlier.versions { try converse(with: process, earlier, run, version, &record) }
        try process.end(&record)
        backend.beginProcess(in: run)
      }
      let process = try CanaryProcess(at, on: ground)
      for version in at.versions {
        record.version = version
        try converse(with: process, at, run, version, &record)
      }
      (record.version, record.tool, record.answer) = (nil, nil, nil)
      try process.end(&record)
      try ground.finish(documents.map(\.name), &record)
    } catch {
      throw CommandFailure.failed("\(at.words(record.version, record.tool, record.answer)): \(error)")
    }
    return CanaryReport.Part(record: record, account: backend.account(of: run))
  }

  private func credentials(
    of document: CanaryDocument,
    _ way: CanaryCase.SignInWay?,
    _ url: String
  ) -> [String] {
    way == nil ? document.credentials(secrets) : document.signIn(at: url, secrets)
  }

  private func converse(
    with process: CanaryProcess,
    _ at: CanaryCase,
    _ run: Int,
    _ version: ProtocolVersion,
    _ record: inout CanaryRecord
  ) throws {
    let channel = process.channel(version)
    var heard: [[UInt8]] = []
    var (shown, signIns) = (0, 0)
    channel.hear = { heard.append($0) }
    let person = CanaryPerson(secrets: secrets, way: at.signIn)
    let client = try CanaryClient(channel, version, at.client) { url in
      let seen = try person.approve(url)
      if seen.token { shown += 1 }
      if seen.signIn { signIns += 1 }
    }
    for (number, answer) in at.answers.enumerated() where Self.sample.includes(answer, version, at.client, at.policy) {
      record.answer = answer
      // The client's means of asking make a difference only if a person is asked.
      let asks = { (tool: CanaryTool) in tool.asks || at.signIn != nil }
      for tool in tools where tool.problem == nil && (asks(tool) || at.client == .none) {
        record.tool = tool.name
        for arguments in calls(of: tool, number, at.policy) {
          backend.expect(answer, for: arguments, needsPassword: tool.asks, in: run)
          record.called(tool.name)
          try client.call(tool.name, arguments)
        }
        for bytes in heard { record.heard(bytes) }
        heard = []
      }
    }
    record.showedTokens(shown)
    record.signedIn(signIns)
  }

  /// The arguments of the calls of a tool; calls with secret arguments must be refused.
  private func calls(of tool: CanaryTool, _ number: Int, _ policy: SecretPolicy) -> [JSONObject] {
    let arguments = tool.arguments(number)
    guard policy == .strict, tool.asks, number == 0 else { return [arguments] }
    var secret = arguments
    for name in tool.secrets { secret[name] = .string(secrets.password.text) }
    return [arguments, secret]
  }
}

extension CanaryCase {
  /// The case in words, for the report.
  func words(_ version: ProtocolVersion?, _ tool: String?, _ answer: EchoAnswer?) -> String {
    let words = [
      tool, transport.rawValue, version?.rawValue, "client: \(client.rawValue)", "--secrets \(policy.rawValue)",
      signIn.map { "signed in \($0.rawValue)" }, answer.map { "backend: \($0.rawValue)" },
    ]
    return words.compactMap(\.self).joined(separator: ", ")
  }
}
