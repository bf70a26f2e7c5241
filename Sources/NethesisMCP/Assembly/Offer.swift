import APITools
import CurlHTTP
import EventThread
import Logging
import MCP
import OpenAPI

/// What one state of the document and the settings comes to: tools, and the catalog in which they are published.
struct Offer: Sendable {
  /// What outlives a change of the document: connections, answers that are kept, the sandbox.
  struct Ground: Sendable {
    let thread: EventThread
    let client: HTTPClient
    /// Where calls note how the backend is; `nil` if nobody looks.
    let record: BackendRecord?
    let results: ResultStore
    /// How many wrong secrets were sent.
    let attempts = SecretAttempts()
    let sandbox: ReadySandbox?
    /// What models get of secrets.
    let secrets: SecretPolicy
    /// How people are asked for secrets; `nil` where nobody can be asked.
    let approval: (any Approval)?

    /// Takes secrets out of logs.
    let redactor: Redactor
    /// What keeps a record of calls; `nil` if none is kept.
    let audit: (any CallAudit)?

    fileprivate func options(_ settings: Settings) -> APITools.Options {
      var options = APITools.Options(settings)
      options.learn = { [redactor] secrets in redactor.add(ofCall: secrets) }
      options.secrets = secrets
      options.approval = approval
      options.audit = audit
      options.results = results
      options.attempts = attempts
      return options
    }
  }

  let tools: APITools
  let catalog: Catalog
  /// Where the operations are served, and what is shown there.
  let servers: Servers
  /// The paths of the files that it was made of.
  let files: [String]

  /// Makes everything of a document that is offered, and says what is wrong with it.
  ///
  /// - Parameters:
  ///   - startup: The settings and where to log.
  ///   - loaded: The document.
  ///   - ground: What outlives the offer.
  ///   - isChanging: Whether another offer may take the place of this one, so that clients are told.
  /// - Throws: What of the settings cannot be used; with `--strict`, what cannot be served.
  init(_ startup: Startup, _ loaded: LoadedDocument, on ground: Ground, isChanging: Bool) throws {
    servers = try Servers(startup, loaded, sandbox: ground.sandbox)
    let document = loaded.document
    tools = APITools(
      document,
      base: servers.main.base,
      backend: CurlBackend(client: ground.client, logger: startup.logger, record: ground.record),
      credentials: servers.main.credentials,
      servers: servers.others,
      options: ground.options(startup.settings)
    )
    let unusable = startup.settings.isStrict ? tools.schemaDiagnostics : []
    try startup.report(document.diagnostics + tools.diagnostics + unusable, in: loaded.texts)
    if tools.entries.isEmpty {
      startup.logger.warning("no operation of the document is served: there are no tools")
    }
    files = loaded.texts.paths + [startup.settings.configFile].compactMap(\.self)
    catalog = Catalog(document, tools: tools, base: servers.main.base, isChanging: isChanging)
    for refused in catalog.refusedTools {
      startup.logger.warning("a tool is not served: \(refused.reason)", metadata: ["tool": "\(refused.name)"])
    }
  }
}

extension APITools.Options {
  init(_ settings: Settings) {
    self.init()
    filter = settings.filter
    mode = settings.mode
    dialect = settings.dialect
    uploads = settings.uploads
    if let maximum = settings.maximumResultBytes { maximumResultBytes = maximum }
    secrets = settings.secrets
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
    for diagnostic in diagnostics {
      switch diagnostic.severity {
      case .error: logger.warning("\(diagnostic.message)", metadata: diagnostic.metadata)
      case .warning: logger.info("\(diagnostic.message)", metadata: diagnostic.metadata)
      case .note: logger.debug("\(diagnostic.message)", metadata: diagnostic.metadata)
      }
    }
  }
}
