import APIDocs
import APITools
import CurlHTTP
import EventThread
import Logging
import OpenAPI

/// What one document comes to, whatever others are served beside it: its tools and its documentation.
struct OfferedDocument: Sendable {
  let served: ServedDocument
  let docs: APIDocs
  /// Where the operations are served, and what is shown there.
  let servers: Servers
  /// The paths of the files that it was made of.
  let files: [String]
  private let settings: Settings
  /// What tells the state of the files, where it is looked at.
  private let fingerprint: Int?

  var name: String? { served.name }

  /// The session token, where the document has no use for it, and what to set instead.
  var unusedToken: (problem: String, advice: String)? {
    settings.unusedToken(of: served.document, servers.main.credentials)
  }

  /// Makes everything of a document that is offered, and says what is wrong with it.
  ///
  /// - Parameters:
  ///   - startup: The settings for the document and where to log.
  ///   - loaded: The document.
  ///   - ground: What outlives the offer.
  ///   - isChange: Whether clients are served already: a setting that names nothing of the document is then a warning.
  /// - Throws: What of the settings cannot be used; with `--strict`, what cannot be served.
  init(_ startup: Startup, _ loaded: LoadedDocument, on ground: Offer.Ground, isChange: Bool) throws {
    settings = startup.settings
    let name = settings.document
    servers = try Servers(startup, loaded, sandbox: settings.backend == .sandbox ? ground.sandbox : nil)
    served = ServedDocument(
      loaded.document,
      name: name,
      server: servers.main,
      backend: CurlBackend(client: ground.client, logger: startup.logger, record: ground.record, document: name),
      servers: servers.others,
      options: ground.options(settings)
    )
    for mistake in settings.mistakes(about: served) {
      guard isChange else { throw mistake }
      startup.logger.warning("\(mistake)")
    }
    let unusable = settings.isStrict ? served.schemaDiagnostics : []
    let diagnostics = loaded.document.diagnostics + served.diagnostics + settings.notes(on: served) + unusable
    try startup.report(diagnostics, in: loaded.texts)
    if served.entries.isEmpty {
      startup.logger.warning("no operation of the document is served: there are no tools")
    }
    docs = APIDocs(
      document: loaded.document,
      tools: served.entries.map { DocumentedTool(name: $0.name, title: $0.title, operation: $0.operation) },
      baseURL: servers.main.base.description,
      name: name
    )
    files = loaded.texts.paths
    // One that is served alone is made anew whenever anything has changed.
    fingerprint = name == nil ? nil : loaded.texts.fingerprint
  }

  /// Whether the same would come of other settings now, so that there is no need to make it anew.
  func isCurrent(for settings: Settings) -> Bool {
    guard let fingerprint, settings == self.settings else { return false }
    return fingerprint == DocumentTexts.fingerprint(of: files)
  }
}

extension Startup {
  /// Logs what is wrong with a document; with `--strict` that is fatal, and all of it is in the error.
  fileprivate func report(_ diagnostics: [Diagnostic], in texts: DocumentTexts) throws(CommandFailure) {
    let serious = diagnostics.filter { $0.severity >= .warning }
    if settings.isStrict, !serious.isEmpty {
      let lines = Findings(serious, in: texts).lines.joined(separator: "\n")
      throw .usage("with --strict everything has to be served as it is written:\n\(lines)")
    }
    // Lines of a text are counted only for what is said.
    let said = diagnostics.filter { $0.logLevel >= logger.logLevel }
    for (diagnostic, place) in Findings(said, in: texts).placed {
      logger.log(
        level: diagnostic.logLevel,
        "\(diagnostic.message)",
        metadata: ["at": "\(diagnostic.location)", "file": "\(place)"]
      )
    }
  }
}
