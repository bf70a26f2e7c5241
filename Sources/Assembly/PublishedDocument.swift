import APIDocs
package import APITools
import Calls
import CurlHTTP
import EventThread
package import LazyValue
import Logging
package import OpenAPI
import Operations
import ProcessEnvironment
import Settings

/// The tools and documentation made of one document, independent of the other documents served.
package struct PublishedDocument: Sendable {
  /// The document with its tools.
  package let served: ServedDocument
  /// The document with its own words for people.
  package let forPeople: Lazy<APIDocument>
  let docs: APIDocs
  /// The servers of the operations, with the credentials for each.
  package let servers: Servers
  /// The paths of the files that it was made from.
  let files: [String]
  private let settings: Settings
  /// Fingerprint of the files' contents; `nil` if it is not compared.
  private let fingerprint: Int?

  /// The name of the document; `nil` if there is only one.
  package var name: String? { served.name }

  /// The session token that the document has no use for, and advice on what to set instead; `nil` if it is used.
  package var unusedToken: (problem: String, advice: String)? {
    settings.unusedToken(of: served.document, servers.main.credentials)
  }

  /// Makes the offer of a document, and logs its faults.
  ///
  /// - Parameters:
  ///   - startup: The settings for the document, and the logger.
  ///   - loaded: The document.
  ///   - ground: Everything that outlives the offer.
  ///   - isChange: Whether clients are served already: a setting for a missing part is then only a warning.
  /// - Throws: The fault of a setting; with `--strict`, anything that cannot be served.
  init(_ startup: Startup, _ loaded: LoadedDocument, on ground: ServedCatalog.Ground, isChange: Bool) throws {
    settings = startup.settings
    forPeople = loaded.forPeople
    let name = settings.document
    servers = try Servers(startup, loaded, on: ground)
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
    // A rule without effect is told to whoever wrote it, not only in a log for debugging.
    for note in settings.notes(on: served) { startup.logger.notice("\(note.message)") }
    let unusable = settings.isStrict ? served.schemaDiagnostics : []
    let diagnostics = loaded.document.diagnostics + served.diagnostics + unusable
    try startup.report(diagnostics, in: loaded.texts)
    if served.entries.isEmpty {
      startup.logger.warning("no operation of the document is served: there are no tools")
    }
    docs = APIDocs(
      document: loaded.document,
      tools: served.entries.map { DocumentedTool(name: $0.name, title: $0.title, operation: $0.operation) },
      name: name,
      modified: loaded.url == nil ? loaded.texts.modified : nil
    )
    files = loaded.texts.paths
    // A document that is served alone is made anew after any change.
    fingerprint = name == nil ? nil : loaded.texts.fingerprint
  }

  /// Whether other settings would give the same offer now, so that it need not be made anew.
  func isCurrent(for settings: Settings) -> Bool {
    guard let fingerprint, settings == self.settings else { return false }
    return fingerprint == DocumentTexts.fingerprint(of: files)
  }
}

extension Startup {
  /// Logs the faults of a document; with `--strict` they are fatal, and all of them are in the error.
  fileprivate func report(_ diagnostics: [Diagnostic], in texts: DocumentTexts) throws(CommandFailure) {
    let serious = diagnostics.filter { $0.severity >= .warning }
    if settings.isStrict, !serious.isEmpty {
      let lines = Findings(serious, in: texts).lines.joined(separator: "\n")
      throw .usage("with --strict everything has to be served as it is written:\n\(lines)")
    }
    // Line numbers are computed only for messages that are logged.
    let said = diagnostics.filter { $0.logLevel >= logger.logLevel }
    for (diagnostic, place) in Findings(said, in: texts).placed {
      logger.log(
        level: diagnostic.logLevel,
        "\(diagnostic.message)",
        metadata: ["at": "\(diagnostic.place)", "file": "\(place)"]
      )
    }
  }
}
