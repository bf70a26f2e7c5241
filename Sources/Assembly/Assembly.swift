package import APITools
import Calls
import CurlHTTP
package import EventThread
import Files
import Linking
import Logging
package import MCP
import Operations
import ProcessEnvironment
import Settings

/// Everything that the settings lead to: the catalog of tools, resources and prompts, and the way to the backend.
package struct Assembly {
  /// The settings and the logger.
  package let startup: Startup
  /// Everything that outlives an offer.
  package let ground: ServedCatalog.Ground
  /// The offer at the start.
  package let offer: ServedCatalog
  /// The catalog that is served now.
  package let store: CatalogStore
  /// Updates the catalog while clients are served; `nil` if no client can be notified.
  package let reloading: Reloading?

  /// The tools at the start.
  package var tools: APITools { offer.tools }

  /// Reads the documents and makes the offer.
  ///
  /// - Parameters:
  ///   - startup: The settings and the logger.
  ///   - backend: The backend of the calls.
  ///   - options: What commands differ in.
  ///   - thread: The thread of transfers: the one that serves, so that a call never waits for another to wake up.
  /// - Throws: The fault of a setting.
  package init(
    _ startup: Startup,
    _ backend: PendingBackend,
    _ options: Options = Options(),
    on thread: EventThread
  ) async throws {
    reloading = options.isServed ? await Reloading(startup, on: thread) : nil
    let parts = startup.parts
    if options.isServed { for part in parts { part.reportSecretFiles() } }
    let documents: [LoadedDocument]
    if let loaded = options.loaded {
      documents = loaded
    } else {
      // Read while a sandbox starts.
      var read: [LoadedDocument] = []
      for part in parts { read.append(try await part.load(on: thread)) }
      documents = read
    }
    if let file = startup.settings.caFile { try Self.checkAuthorities(file) }
    if options.transport != nil, options.shared == nil, startup.settings.store.url != nil {
      startup.logger.warning(
        "--store is not used here: only http shares a database; this process counts and keeps for itself"
      )
    }
    self.startup = startup
    ground = ServedCatalog.Ground(
      thread: thread,
      client: HTTPClient(thread: thread, options: .backend(startup.settings)),
      record: options.record,
      results: ResultStore(archive: options.shared.map { SharedResults($0.values) }),
      attempts: SecretAttempts(
        store: options.shared.map { SharedAttempts($0.values) } ?? AttemptFile(logger: startup.logger)
      ),
      sandbox: try await backend.readySandbox(),
      renewsSessions: options.renewsSessions,
      linking: options.linking,
      secrets: options.secrets ?? startup.settings.secrets,
      approval: options.approval,
      redactor: startup.redactor,
      audit: try options.transport.flatMap { (transport) throws(CommandFailure) in try startup.audit(of: transport) },
      handOver: options.handOver
    )
    let guides = try startup.guides()
    let offered = try zip(parts, documents).map { [ground] part, document in try part.offered(document, on: ground) }
    offer = ServedCatalog(startup, offered, guides: guides, on: ground, isChanging: reloading != nil)
    options.approval?.operations.serve(offer.tools)
    ground.current.serve(offer)
    await reloading?.follow(offer.files)
    store = CatalogStore(offer.catalog)
  }

  /// Checks the CA file at the start, not at the first call as libcurl would.
  private static func checkAuthorities(_ file: String) throws(CommandFailure) {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try File.bytes(file) } catch { throw .usage("--ca-file: \(error)") }
    guard bytes.firstRange(of: "-----BEGIN ".utf8) != nil else {
      throw .usage("--ca-file: there is no certificate in \(file); it has to be a PEM file")
    }
  }

  /// Waits until a session that is being renewed is stored, and closes all connections.
  package func close() async {
    await ground.signIns.close()
    await ground.linking?.close()
    await ground.client.close()
  }
}

extension HTTPClient.Options {
  /// Options for calls: of a response that is too long, or never ends, a model gets the beginning.
  fileprivate static func backend(_ settings: Settings) -> Self {
    var options = Self(settings)
    options.keepsBeginning = true
    return options
  }
}
