/// Provides the files beside a document, to which its references may lead.
package protocol SiblingFiles {
  /// The name of the document's own file, so that a reference to it from another file leads back to it.
  var documentName: String { get }

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: The path from the document's folder, separated by slashes; without `..`, and never absolute.
  ///   - limit: The largest size, in bytes.
  /// - Returns: All bytes of the file.
  /// - Throws: The reason why the file is not available, as the end of a sentence.
  func bytes(at path: String, limit: Int) throws(SiblingFileError) -> [UInt8]
}

/// The reason why a file beside a document is not available.
package struct SiblingFileError: Error {
  /// The fault, without the name of the file: `does not exist`.
  package let sentence: String
  /// Whether no file beside any document can be read here, so that a person must do something first.
  package let isOfSystem: Bool

  /// Makes an error.
  package init(_ sentence: String, isOfSystem: Bool = false) {
    (self.sentence, self.isOfSystem) = (sentence, isOfSystem)
  }
}
