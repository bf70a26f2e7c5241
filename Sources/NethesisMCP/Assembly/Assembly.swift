import APIDocs
import APITools
import CurlHTTP
import EventThread
import Logging
import MCP
import OpenAPI

/// What the settings come to: the catalog of tools, resources and prompts, and the way to the backend.
struct Assembly {
  let tools: APITools
  let store: CatalogStore
  private let client: HTTPClient
  let startup: Startup

  /// Reads the document and makes everything of it that is offered.
  ///
  /// - Parameters:
  ///   - startup: The settings and where to log.
  ///   - backend: Where calls go.
  ///   - thread: What transfers run on: the thread that serves, so that a call never waits for another one to wake up.
  /// - Throws: What of the settings cannot be used.
  init(_ startup: Startup, _ backend: PendingBackend, on thread: EventThread) async throws {
    let document = try APIDocument(startup.settings)
    if let file = startup.settings.caFile { try Self.checkAuthorities(file) }
    let backend = try await backend.ready(documented: document.servers.first?.url)
    self.startup = startup
    client = HTTPClient(thread: thread, options: HTTPClient.Options(startup.settings))
    tools = APITools(
      document,
      base: backend.baseURL,
      backend: CurlBackend(client: client, logger: startup.logger),
      credentials: backend.tokens
    )
    store = CatalogStore(Catalog(document, tools: tools, base: backend.baseURL))
    report(document.diagnostics + tools.diagnostics)
    if tools.entries.isEmpty {
      startup.logger.warning("the document has no operation that can be served: there are no tools")
    }
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
  func close() async { await client.close() }

  private func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      let level: Logger.Level =
        switch diagnostic.severity {
        case .error: .warning
        case .warning: .info
        case .note: .debug
        }
      startup.logger.log(level: level, "\(diagnostic.message)", metadata: ["at": "\(diagnostic.location)"])
    }
  }
}

extension HTTPClient.Options {
  fileprivate init(_ settings: Settings) {
    self.init()
    timeout = settings.timeout
    caFile = settings.caFile
    proxy = settings.proxy.map(HTTPClient.Proxy.url) ?? .environment
    userAgent = "nethesis-mcp/\(Version.current)"
  }
}
