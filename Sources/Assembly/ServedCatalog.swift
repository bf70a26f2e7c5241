package import APIDocs
import APITools
import Calls
package import CurlHTTP
import DocsTools
import Linking
import EventThread
import Logging
package import MCP
import Operations
import ProcessEnvironment
package import Settings
import StepUp

/// The tools and the catalog made from one state of the documents and settings.
package struct ServedCatalog: Sendable {
  /// Everything that outlives a change of the documents: connections, stored results, the sandbox.
  package struct Ground: Sendable {
    let thread: EventThread
    /// The client for requests to backends.
    package let client: HTTPClient
    /// Records the backends' state from calls; `nil` if nobody reads it.
    let record: BackendRecord?
    let results: ResultStore
    /// Counts wrong secrets for all documents together, because several may share a backend.
    let attempts: SecretAttempts
    let sandbox: ReadySandbox?
    /// The sessions that calls use.
    let signIns = OpenSignIns()
    /// Whether calls renew them.
    let renewsSessions: Bool
    /// The pages on which callers link sessions of their own; `nil` if they link none.
    let linking: Linking?
    /// The policy for secrets that models may see.
    let secrets: SecretPolicy
    /// The approval service; `nil` if nobody can be asked.
    let approval: ApprovalService?

    /// Redacts secrets in logs.
    let redactor: Redactor
    /// Keeps the record of calls; `nil` if none is kept.
    let audit: (any CallAudit)?
    /// The offer that is served now.
    package let current = CurrentOffer()
    /// Receives the secrets of a result (``APITools/Options/handOver``).
    let handOver: (@Sendable (PendingDelivery) -> Void)?

    func options(_ settings: Settings) -> APITools.Options {
      var options = APITools.Options(settings)
      options.learn = { [redactor] secrets in redactor.add(ofCall: secrets) }
      options.secrets = secrets
      options.approval = secrets == .inline ? nil : approval?.stepUp
      options.signIn = approval.flatMap { $0.stepUp.signsIn ? $0.stepUp : nil }
      options.audit = audit
      options.handOver = handOver
      options.results = results
      options.attempts = attempts
      return options
    }
  }

  /// The offer made of each document.
  package let documents: [PublishedDocument]
  let tools: APITools
  /// The catalog that clients are offered.
  package let catalog: Catalog
  /// The paths of the files that it was made from.
  let files: [String]
  /// The tools that search and read the documentation; empty if there are none.
  package let docsTools: [Tool]
  /// The documentation of all documents, and the guides.
  package let library: DocsLibrary

  /// Combines documents.
  ///
  /// - Parameters:
  ///   - startup: The settings and the logger.
  ///   - documents: The offer made of each document.
  ///   - guides: The guides of the folder that the settings name.
  ///   - ground: Everything that outlives the offer.
  ///   - isChanging: Whether another offer may replace this one, so that clients must be notified.
  init(
    _ startup: Startup,
    _ documents: [PublishedDocument],
    guides: Guides,
    on ground: Ground,
    isChanging: Bool
  ) {
    self.documents = documents
    library = DocsLibrary(documents.map(\.docs), guides: guides)
    tools = APITools(documents.map(\.served), options: ground.options(startup.settings), index: library.index)
    files = documents.flatMap(\.files) + [startup.settings.configFile].compactMap(\.self) + guides.files
    // Where nothing is offered there is nothing to read on.
    let isDocumented = !tools.entries.isEmpty || !guides.all.isEmpty
    let docsTools = startup.settings.hasDocsTools && isDocumented ? startup.docsTools(library, besides: tools) : nil
    self.docsTools = docsTools?.tools ?? []
    let taken = Set(tools.entries.map(\.name)).union((tools.tools + (docsTools?.tools ?? [])).map(\.name))
    let unlinking = ground.linking.map { UnlinkTool.tool($0, named: OwnToolName.free(UnlinkTool.name, besides: taken)) }
    catalog = Catalog(
      documents,
      tools: tools,
      docs: library,
      docsTools,
      besides: [unlinking].compactMap(\.self),
      isChanging: isChanging
    )
    ground.record?.documents = documents.compactMap(\.name)
    for refused in catalog.refusedTools {
      startup.logger.warning("a tool is not served: \(refused.reason)", metadata: ["tool": "\(refused.name)"])
    }
  }
}

extension APITools.Options {
  /// The options that the settings ask for.
  package init(_ settings: Settings) {
    self.init()
    filter = settings.filter
    mode = settings.mode
    dialect = settings.dialect
    uploads = settings.uploads
    if let maximum = settings.maximumResultBytes { maximumResultBytes = maximum }
    secrets = settings.secrets
  }
}
