import Files
import OpenAPI

/// The texts that a document was made of: to say where in them something is wrong, and to be watched for changes.
struct DocumentTexts: Sendable {
  /// A text and how people know it: a path or a URL.
  struct Text: Sendable {
    let name: String
    let bytes: [UInt8]
  }

  /// The document itself.
  let document: Text
  /// The overlays and the titles that they give themselves, in the order in which they were applied.
  var overlays: [(title: String, text: Text)] = []
  /// The files beside the document that references led to, by their paths from there.
  var siblings: [String: Text] = [:]
  /// The paths of all files that were read or looked for.
  var paths: [String] = []

  /// What tells the state of the files that were read: it is the same for the same contents.
  var fingerprint: Int {
    let texts = [document] + siblings.values + overlays.map(\.text)
    let contents = Dictionary(texts.map { ($0.name, $0.bytes) }) { first, _ in first }
    return Self.fingerprint(of: paths) { contents[$0] ?? [] }
  }

  /// What ``fingerprint`` would be now; a file that cannot be read counts as empty, as it did when it was looked for.
  static func fingerprint(of paths: [String]) -> Int { fingerprint(of: paths) { (try? File.bytes($0)) ?? [] } }

  private static func fingerprint(of paths: [String], _ contents: (String) -> [UInt8]) -> Int {
    var hasher = Hasher()
    for path in paths { hasher.combine(contents(path)) }
    return hasher.finalize()
  }

  /// The text that a diagnostic is about.
  func text(of source: Diagnostic.Source) -> Text? {
    switch source {
    case .document: document
    case .file(let path): siblings[path]
    case .overlay(let title): overlays.first { $0.title == title }?.text
    }
  }
}

/// The files beside a document, remembering those that were asked for.
final class SiblingRecord: SiblingFiles {
  private let files: FolderFiles
  /// The bytes of each, empty for one that could not be read.
  private(set) var read: [String: [UInt8]] = [:]

  init(_ files: FolderFiles) { self.files = files }

  var documentName: String { files.documentName }

  func bytes(at path: String, limit: Int) throws(SiblingFileError) -> [UInt8] {
    read[path] = []
    let bytes = try files.bytes(at: path, limit: limit)
    read[path] = bytes
    return bytes
  }
}
