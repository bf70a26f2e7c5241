import APITools
import CurlHTTP
import EventThread
import Logging
import MCP

/// What one state of the documents and the settings comes to: tools, and the catalog in which they are published.
struct Offer: Sendable {
  /// What outlives a change of the document: connections, answers that are kept, the sandbox.
  struct Ground: Sendable {
    let thread: EventThread
    let client: HTTPClient
    /// Where calls note how the backend is; `nil` if nobody looks.
    let record: BackendRecord?
    let results: ResultStore
    /// Counts wrong secrets, for all documents together: several may be of one backend.
    let attempts: SecretAttempts
    let sandbox: ReadySandbox?
    /// What models get of secrets.
    let secrets: SecretPolicy
    /// How people are asked for secrets; `nil` where nobody can be asked.
    let approval: (any Approval)?

    /// Takes secrets out of logs.
    let redactor: Redactor
    /// What keeps a record of calls; `nil` if none is kept.
    let audit: (any CallAudit)?
    /// Takes the secrets of a result (``APITools/Options/handOver``).
    let handOver: (@Sendable (PendingDelivery) -> Void)?

    func options(_ settings: Settings) -> APITools.Options {
      var options = APITools.Options(settings)
      options.learn = { [redactor] secrets in redactor.add(ofCall: secrets) }
      options.secrets = secrets
      options.approval = approval
      options.audit = audit
      options.handOver = handOver
      options.results = results
      options.attempts = attempts
      return options
    }
  }

  /// What each document comes to.
  let documents: [OfferedDocument]
  let tools: APITools
  let catalog: Catalog
  /// The paths of the files that it was made of.
  let files: [String]

  /// Puts documents together.
  ///
  /// - Parameters:
  ///   - startup: The settings and where to log.
  ///   - documents: What each comes to.
  ///   - ground: What outlives the offer.
  ///   - isChanging: Whether another offer may take the place of this one, so that clients are told.
  init(_ startup: Startup, _ documents: [OfferedDocument], on ground: Ground, isChanging: Bool) {
    self.documents = documents
    tools = APITools(documents.map(\.served), options: ground.options(startup.settings))
    files = documents.flatMap(\.files) + [startup.settings.configFile].compactMap(\.self)
    catalog = Catalog(documents, tools: tools, isChanging: isChanging)
    ground.record?.documents = documents.compactMap(\.name)
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
