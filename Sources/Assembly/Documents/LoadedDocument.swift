import APITools
import EventThread
import Files
package import LazyValue
package import OpenAPI
package import ProcessEnvironment
import Schemas
import Settings

/// A parsed document with its source texts.
package struct LoadedDocument: Sendable {
  /// The parsed document, with its overlays applied.
  package let document: APIDocument
  /// The document with its own words for people, where overlays have others for models; read at first use.
  package let forPeople: Lazy<APIDocument>
  /// The texts that it was read from.
  package let texts: DocumentTexts
  /// The URL that it was fetched from; `nil` for a file or the built-in document.
  let url: DocumentURL?
  /// The overlays that were read; `nil` where the built-in one is applied already.
  private let overlays: [Overlay]?

  /// Reads the document and the overlays from the settings, or the built-in ones.
  ///
  /// - Parameters:
  ///   - settings: The settings that name them.
  ///   - thread: The thread on which a document with a URL is fetched.
  /// - Throws: The one that cannot be used, and the reason.
  init(_ settings: Settings, on thread: EventThread) async throws(CommandFailure) {
    switch settings.spec {
    case .builtIn where settings.overlays.isEmpty:
      try self.init(Self.builtIn(Schemas.applied), settings, overlays: [])
    case .builtIn: try self.init(Self.builtIn(Schemas.openAPI.text), settings)
    case .file(let path): try self.init(.init(name: path, bytes: try Self.bytes(of: path)), settings, path: path)
    case .url(let url):
      let bytes = try await DocumentFetch(settings).bytes(of: url, on: thread)
      try self.init(.init(name: "\(url)", bytes: bytes), settings, url: url)
    }
  }

  private static func builtIn(_ text: String) -> DocumentTexts.Text {
    DocumentTexts.Text(name: "the built-in document", bytes: Array(text.utf8))
  }

  /// Applies the overlays that are given, or else those that the settings name.
  private init(
    _ text: DocumentTexts.Text,
    _ settings: Settings,
    path: String? = nil,
    url: DocumentURL? = nil,
    overlays applied: [Overlay]? = nil
  ) throws(CommandFailure) {
    self.url = url
    var texts = DocumentTexts(document: text)
    let overlays = if let applied { applied } else { try Self.overlays(settings, &texts) }
    self.overlays = applied == nil ? overlays : nil
    let siblings = try path.map { (path) throws(CommandFailure) in try Self.siblings(of: path) }
    document = try Self.reading(text.name) { () throws(DocumentError) in
      try APIDocument(
        reading: text.bytes,
        overlays: overlays,
        files: siblings,
        naming: settings.document.map { document in { ServedDocument.toolName($0, of: document) } }
      )
    }
    if let hindrance = siblings?.hindrance {
      throw .usage("\(text.name): \(hindrance); mount -t proc proc /proc does that")
    }
    let (document, naming) = (document, settings.document)
    forPeople = Lazy {
      // What was read once without a fault is read again with none, or its files have changed since.
      guard !overlays.isEmpty else { return document }
      let siblings = path.flatMap { try? Self.siblings(of: $0) }
      let read = try? APIDocument(
        reading: text.bytes,
        overlays: overlays,
        files: siblings,
        naming: naming.map { document in { ServedDocument.toolName($0, of: document) } },
        keepsWords: true
      )
      return read ?? document
    }
    if let path {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      for (sibling, bytes) in siblings?.read ?? [:] {
        texts.siblings[sibling] = DocumentTexts.Text(name: folder + sibling, bytes: bytes)
      }
      texts.paths = [path] + texts.siblings.values.map(\.name) + settings.overlays
    } else {
      texts.paths = settings.overlays
    }
    self.texts = texts
  }

  private static func overlays(_ settings: Settings, _ texts: inout DocumentTexts) throws(CommandFailure) -> [Overlay] {
    guard !settings.overlays.isEmpty else {
      // In a document other than the built-in one it may not match everything.
      return [try builtInOverlay(isSilent: settings.spec != .builtIn)]
    }
    var overlays: [Overlay] = []
    for path in settings.overlays {
      let text = DocumentTexts.Text(name: path, bytes: try bytes(of: path))
      let overlay = try reading(path) { () throws(DocumentError) in try Overlay(reading: text.bytes) }
      texts.overlays.append((overlay.title, text))
      overlays.append(overlay)
    }
    return overlays
  }

  /// The endpoints of the API's own sessions, as a configured or the built-in overlay names them.
  package func login() throws(CommandFailure) -> OverlayLogin? {
    // Read only where somebody signs in: a start has no use for it.
    let overlays = if let overlays { overlays } else { [try Self.builtInOverlay(isSilent: true)] }
    return overlays.last { $0.login != nil && $0.isFor(title: document.title) }?.login
  }

  private static func builtInOverlay(isSilent: Bool) throws(CommandFailure) -> Overlay {
    try reading("the built-in overlay") { () throws(DocumentError) in
      try Overlay(reading: Schemas.overlay.text, reportsUnmatched: !isSilent)
    }
  }

  private static func siblings(of path: String) throws(CommandFailure) -> SiblingRecord {
    do throws(SiblingFileError) { return SiblingRecord(try FolderFiles(besides: path)) } catch {
      throw .usage("\(path) \(error.sentence)")
    }
  }

  private static func bytes(of path: String) throws(CommandFailure) -> [UInt8] {
    do throws(FileError) { return try File.bytes(path) } catch { throw .usage("\(error)") }
  }

  private static func reading<Result>(
    _ name: String,
    _ body: () throws(DocumentError) -> Result
  ) throws(CommandFailure) -> Result {
    do throws(DocumentError) { return try body() } catch { throw .usage("\(name): \(error)") }
  }
}
