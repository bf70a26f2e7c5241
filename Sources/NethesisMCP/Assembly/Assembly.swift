import APITools
import CurlHTTP
import EventThread
import Files
import MCP

/// What the settings come to: the catalog of tools, resources and prompts, and the way to the backend.
struct Assembly {
  let startup: Startup
  let ground: Offer.Ground
  /// What is offered at the start.
  let offer: Offer
  /// What is offered now.
  let store: CatalogStore
  /// What keeps it up to date while clients are served.
  let reloading: Reloading?

  var tools: APITools { offer.tools }

  /// Reads the documents and makes everything of them that is offered.
  ///
  /// - Parameters:
  ///   - startup: The settings and where to log.
  ///   - backend: Where calls go.
  ///   - secrets: What takes the place of the policy of the settings.
  ///   - approval: How people are asked for secrets; `nil` where nobody can be asked.
  ///   - record: Where calls note how the backend is; `nil` if nobody looks.
  ///   - loaded: The documents, where they have been read already.
  ///   - transport: By what callers come, for the record of calls; `nil` if nothing is called.
  ///   - handOver: Takes the secrets of a result, to say later whether they were handed out.
  ///   - thread: What transfers run on: the thread that serves, so that a call never waits for another one to wake up.
  ///   - isServed: Whether clients are served, who can then be told of changes.
  /// - Throws: What of the settings cannot be used.
  init(
    _ startup: Startup,
    _ backend: PendingBackend,
    secrets: SecretPolicy? = nil,
    approval: (any Approval)? = nil,
    record: BackendRecord? = nil,
    loaded: [LoadedDocument]? = nil,
    transport: String? = nil,
    handOver: (@Sendable (PendingDelivery) -> Void)? = nil,
    on thread: EventThread,
    isServed: Bool = false
  ) async throws {
    reloading = isServed ? await Reloading(startup, on: thread) : nil
    let parts = startup.parts
    if isServed { for part in parts { part.reportSecretFiles() } }
    let documents: [LoadedDocument]
    if let loaded {
      documents = loaded
    } else {
      // While a sandbox starts.
      var read: [LoadedDocument] = []
      for part in parts { read.append(try await part.load(on: thread)) }
      documents = read
    }
    if let file = startup.settings.caFile { try Self.checkAuthorities(file) }
    self.startup = startup
    ground = Offer.Ground(
      thread: thread,
      client: HTTPClient(thread: thread, options: .backend(startup.settings)),
      record: record,
      results: ResultStore(),
      attempts: SecretAttempts(store: AttemptFile(logger: startup.logger)),
      sandbox: try await backend.readySandbox(),
      secrets: secrets ?? startup.settings.secrets,
      approval: approval,
      redactor: startup.redactor,
      audit: try transport.flatMap { (transport) throws(CommandFailure) in try startup.audit(of: transport) },
      handOver: handOver
    )
    let offered = try zip(parts, documents).map { [ground] part, document in try part.offered(document, on: ground) }
    offer = Offer(startup, offered, on: ground, isChanging: reloading != nil)
    await reloading?.follow(offer.files)
    store = CatalogStore(offer.catalog)
  }

  /// Finds out at the start what libcurl would find out at the first call.
  private static func checkAuthorities(_ file: String) throws(CommandFailure) {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try File.bytes(file) } catch { throw .usage("--ca-file: \(error)") }
    guard bytes.firstRange(of: "-----BEGIN ".utf8) != nil else {
      throw .usage("--ca-file: there is no certificate in \(file); it has to be a PEM file")
    }
  }

  /// Lets go of the connections to the backend.
  func close() async { await ground.client.close() }
}

extension HTTPClient.Options {
  /// Those for calls: of what is too long, or never ends, a model gets the beginning.
  fileprivate static func backend(_ settings: Settings) -> Self {
    var options = Self(settings)
    options.keepsBeginning = true
    return options
  }

  init(_ settings: Settings) {
    self.init()
    timeout = settings.timeout
    caFile = settings.caFile
    proxy = settings.proxy.map(HTTPClient.Proxy.url) ?? .environment
    userAgent = "nethesis-mcp/\(Version.current)"
  }
}
