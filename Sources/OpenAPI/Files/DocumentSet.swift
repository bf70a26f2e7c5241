import JSON

/// The document, and the files beside it that its references have led to so far.
///
/// A class, because a file may be needed wherever a reference is resolved. It lives as long as the reading.
final class DocumentSet {
  /// Limits on referenced files, so that no document can exhaust the program that reads it.
  enum Limit {
    /// The most files beside the document.
    static let files = 500
    /// Their total size, in bytes.
    static let size = 64 << 20
  }

  private(set) var files: [DocumentFile]
  private let siblings: (any SiblingFiles)?
  /// The number of the file with a path, or the reason why it could not be read.
  private var known: [String: Result<Int, Failure>] = [:]
  private var remainingSize = Limit.size
  /// The base URI of the document's own references (`$self`, OpenAPI 3.2.0, 4.1.1), up to its last slash.
  private let base: String?
  private var anchors: [Int: SchemaAnchors] = [:]

  /// The reason why a reference cannot be resolved, with advice.
  struct Failure: Error {
    var message: String
  }

  init(document: DocumentFile, siblings: (any SiblingFiles)?) {
    files = [document]
    self.siblings = siblings
    known[document.path] = .success(0)
    base = document.root["$self"]?.string.flatMap { text in
      text.lastIndex(of: "/").map { String(text[...$0]) }
    }
  }

  // MARK: References

  /// The target of a reference.
  ///
  /// - Parameters:
  ///   - text: The text of the reference.
  ///   - place: The position of the reference.
  /// - Returns: The target value with its position.
  /// - Throws: The reason why there is none, with advice.
  func target(of text: String, at place: Place) throws(Failure) -> Located {
    let target = ReferenceTarget(text)
    guard let fragment = target.fragment else { throw Failure(message: nowhere(text)) }
    let file = try file(of: target, text, at: place)
    if fragment.isEmpty { return Located(value: files[file].root, place: Place(file: file)) }
    guard fragment.utf8.first == UInt8(ascii: "/") else {
      guard let found = anchors(in: file).place(of: fragment) else { throw Failure(message: nowhere(text)) }
      return found
    }
    guard let written = JSONPointer(text: fragment) else { throw Failure(message: nowhere(text)) }
    let pointer = files[file].pointer(written)
    guard let value = files[file].root[pointer] else { throw Failure(message: nowhere(text)) }
    return Located(value: value, place: Place(file: file, pointer: pointer))
  }

  private func nowhere(_ text: String) -> String {
    "The reference \"\(text)\" leads nowhere. Add what it names, or correct it."
  }

  private func file(of target: ReferenceTarget, _ text: String, at place: Place) throws(Failure) -> Int {
    guard !target.file.isEmpty else { return place.file }
    if String(target.file) == files[0].root["$self"]?.string { return 0 }
    var name = target.file
    var origin = files[place.file].path
    if target.isAbsolute {
      guard let base, name.hasPrefix(base) else {
        throw Failure(
          message:
            "The reference \"\(text)\" leads to another host, and nothing is fetched. Bring it into the document."
        )
      }
      name = name.dropFirst(base.count)
      origin = ""
    }
    guard let path = ReferenceTarget.path(name, from: origin) else {
      throw Failure(
        message: "The reference \"\(text)\" leads out of the folder of the document, and only files in it are read."
      )
    }
    return try load(path)
  }

  // MARK: Files

  private func load(_ path: String) throws(Failure) -> Int {
    if let known = known[path] { return try known.get() }
    do throws(Failure) {
      let file = try read(path)
      files.append(file)
      known[path] = .success(files.count - 1)
      return files.count - 1
    } catch {
      known[path] = .failure(error)
      throw error
    }
  }

  private func read(_ path: String) throws(Failure) -> DocumentFile {
    guard let siblings else {
      throw Failure(
        message:
          "The reference leads to the file \(path), and only the document itself is read. Bring it into this one."
      )
    }
    guard files.count <= Limit.files else {
      throw Failure(message: "The file \(path) is not read: there are more than \(Limit.files). Bring them into one.")
    }
    do {
      let bytes = try siblings.bytes(at: path, limit: min(DocumentText.Limit.size, remainingSize))
      remainingSize -= bytes.count
      let content = try DocumentText.value(of: bytes.span)
      let version = (try? OpenAPIVersion(of: content)) ?? writtenVersion
      return DocumentFile(path: path, content: content, version: version)
    } catch let error as SiblingFileError {
      throw Failure(message: "The file \(path) \(error.sentence). Add it, or correct the reference.")
    } catch {
      throw Failure(message: "The file \(path) cannot be read. \(error)")
    }
  }

  /// The version of a file that names none; parts of Swagger 2.0 are read as 3.0.
  private var writtenVersion: OpenAPIVersion { files[0].version }

  // MARK: Places

  /// The anchors that schemas in a file declare.
  func anchors(in file: Int) -> SchemaAnchors {
    if let known = anchors[file] { return known }
    let found = SchemaAnchors(Located(value: files[file].root, place: Place(file: file)))
    anchors[file] = found
    return found
  }

  /// A position in the text as people wrote it.
  func written(_ place: Place) -> (location: JSONPointer, source: Diagnostic.Source) {
    let file = files[place.file]
    let location = file.swagger?.origin(of: place.pointer) ?? place.pointer
    return (location, place.file == 0 ? .document : .file(file.path))
  }
}
