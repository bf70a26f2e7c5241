import Files
import OpenAPI

/// The source texts of a document: for positions in messages, and to be watched for changes.
package struct DocumentTexts: Sendable {
  /// A text with its path or URL.
  package struct Text: Sendable {
    /// The path or URL.
    package let name: String
    let bytes: [UInt8]
  }

  /// The document itself.
  package let document: Text
  /// The overlays, in the order in which they were applied, with their titles.
  package var overlays: [(title: String, text: Text)] = []
  /// The files beside the document that its references led to, by relative path.
  var siblings: [String: Text] = [:]
  /// The paths of all files that were read or searched for.
  var paths: [String] = []

  /// A fingerprint of the files, equal for equal contents.
  var fingerprint: Int {
    let texts = [document] + siblings.values + overlays.map(\.text)
    let contents = Dictionary(texts.map { ($0.name, $0.bytes) }) { first, _ in first }
    return Self.fingerprint(of: paths) { contents[$0] ?? [] }
  }

  /// The ``fingerprint`` of the files as they are now; an unreadable file counts as empty, as when it was first read.
  static func fingerprint(of paths: [String]) -> Int { fingerprint(of: paths) { (try? File.bytes($0)) ?? [] } }

  private static func fingerprint(of paths: [String], _ contents: (String) -> [UInt8]) -> Int {
    var hasher = Hasher()
    for path in paths { hasher.combine(contents(path)) }
    return hasher.finalize()
  }

  /// The text that a diagnostic refers to.
  func text(of source: Diagnostic.Source) -> Text? {
    switch source {
    case .document: document
    case .file(let path): siblings[path]
    case .overlay(let title): overlays.first { $0.title == title }?.text
    }
  }
}

/// The files beside a document, with a record of those that were read.
final class SiblingRecord: SiblingFiles {
  private let files: FolderFiles
  /// The bytes of each file; empty for one that could not be read.
  private(set) var read: [String: [UInt8]] = [:]
  /// The reason why no file can be read on this system, after the name of the first; `nil` if files can be.
  private(set) var hindrance: String?

  init(_ files: FolderFiles) { self.files = files }

  var documentName: String { files.documentName }

  func bytes(at path: String, limit: Int) throws(SiblingFileError) -> [UInt8] {
    read[path] = []
    do throws(SiblingFileError) {
      let bytes = try files.bytes(at: path, limit: limit)
      read[path] = bytes
      return bytes
    } catch {
      if error.isOfSystem { hindrance = hindrance ?? "\(path) \(error.sentence)" }
      throw error
    }
  }
}
