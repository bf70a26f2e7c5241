import APITools
import ArgumentParser
import Calls
import EventThread
import HTTPTypes
import JSON
import OpenAPI
import Operations
import ProcessEnvironment
import Settings

/// Reports the faults of documents.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Says what of a document cannot be served, and what is probably wrong with it.",
    discussion: """
      It reads the document, applies the overlays, makes the tools, and prints what
      it finds, in the order of the texts: file:line:column: severity: message
      (pointer). An error is an operation that cannot be served, a warning something
      that is not as it was meant, a note nothing to worry about. Nobody is asked,
      but for a document that has a URL.

      Examples:
        nethesis-mcp lint --spec api.yaml
        nethesis-mcp lint --spec api.yaml --overlay api.overlay.yaml --strict --json
        nethesis-mcp lint --spec shop=shop.yaml --spec crm=crm.yaml

      It ends with 0 when nothing worse than warnings was found (notes, with
      --strict), 1 when something was, and 2 when the document cannot be read: with
      --json that is the only finding, without a file and a line.
      """
  )

  @Flag(help: "Print JSON: an array of objects.") var json = false
  @OptionGroup var options: CommonOptions
  @Argument(help: .hidden) var documents: [String] = []

  func run() throws {
    if let document = documents.first {
      throw CommandFailure.usage("give the document with --spec: nethesis-mcp lint --spec \(document)")
    }
    let startup = try Startup(options)
    let parts = startup.parts
    let all: [(document: String?, findings: Findings, needs: CredentialNeeds)]
    do {
      all = try EventThread.run(throwing: { thread in
        var all: [(document: String?, findings: Findings, needs: CredentialNeeds)] = []
        for part in parts {
          let loaded = try await part.load(on: thread)
          let served = ServedDocument(toLookAt: loaded.document, part.settings)
          for mistake in part.settings.mistakes(about: served) { throw part.named(mistake) }
          let needs = CredentialNeeds(of: served.entries.map(\.operation))
          all.append((part.settings.document, Findings(of: loaded, served, part.settings), needs))
        }
        return all
      })
    } catch let failure as CommandFailure where json {
      // A program that reads the findings finds this error among them.
      let item: JSONObject = ["severity": "error", "message": .string(failure.message)]
      try StandardStream.output(JSONValue.array([.object(item)]))
      throw failure.exitCode
    }
    if json {
      let items = all.flatMap { document, findings, _ in findings.items(of: document) }
      try StandardStream.output(JSONValue.array(items))
    } else {
      for (document, findings, needs) in all {
        for line in findings.lines { try StandardStream.output(line) }
        let name = document.map { "\($0): " } ?? ""
        StandardStream.say("\(name)\(findings.summary) in \(findings.document)")
        if let sentence = needs.sentence {
          StandardStream.say("\(name)\(sentence) nethesis-mcp doctor, with the same options, says where to put it.")
        }
      }
    }
    let limit: Diagnostic.Severity = startup.settings.isStrict ? .warning : .error
    if let worst = all.compactMap(\.findings.worst).max(), worst >= limit { throw ExitStatus.failed }
  }
}

extension Findings {
  /// The findings on a document: from reading it, from making its tools, and from searching for probable mistakes.
  init(of loaded: LoadedDocument, _ served: ServedDocument, _ settings: Settings) {
    self.init(
      loaded.document.diagnostics + served.diagnostics + served.schemaDiagnostics
        + Lint.diagnostics(of: loaded.document) + StructureCheck.diagnostics(of: loaded.document)
        + settings.notes(on: served)
        + Self.serverDiagnostics(loaded, settings),
      in: loaded.texts
    )
  }

  /// The problem that keeps the backend's URL unknown without a setting.
  private static func serverDiagnostics(_ loaded: LoadedDocument, _ settings: Settings) -> [Diagnostic] {
    guard settings.backend != .sandbox else { return [] }
    do throws(SettingsError) { _ = try settings.baseURL(documented: loaded.serverURL) } catch {
      let message = "It cannot be served without --backend: \(error)"
      // Many documents leave out the server, but none intends a path with dot segments, which leads elsewhere.
      let severity: Diagnostic.Severity = error.reason == BaseURL.Failure.dotSegments.reason ? .error : .warning
      return [Diagnostic(severity: severity, message: message, location: JSONPointer(["servers"]))]
    }
    return []
  }

  /// The number of findings of each severity.
  var summary: String {
    let counts = [Diagnostic.Severity.error, .warning, .note].map { severity in
      let count = count(severity)
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return counts.joined(separator: ", ")
  }
}

extension ServedDocument {
  /// The tools that would be served for a document, at whatever backend; none is contacted.
  init(toLookAt document: APIDocument, _ settings: Settings) {
    let nowhere = APIServer(base: .nowhere, credentials: NoCredentials())
    var servers = settings.servers.mapValues { APIServer(base: $0.url, credentials: NoCredentials()) }
    if let own = document.servers.first?.url, servers[own] == nil { servers[own] = nowhere }
    self.init(
      document,
      name: settings.document,
      server: nowhere,
      backend: NoBackend(),
      servers: servers,
      options: APITools.Options(settings)
    )
  }
}

/// A source without credentials: the tools are not called.
private struct NoCredentials: CredentialSource {
  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? { nil }
}

/// A backend that sends nothing: the tools are not called.
private struct NoBackend: Backend {
  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendResponse {
    throw BackendError(.unreachable, wasSent: false, sentence: "Nobody is asked.")
  }
}
