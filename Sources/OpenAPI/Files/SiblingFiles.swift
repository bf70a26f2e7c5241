/// Gives the text of the files that lie beside a document, which its references may lead to.
package protocol SiblingFiles {
  /// The name of the document's own file, so that a reference to it from another file leads back to it.
  var documentName: String { get }

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: The way from the document's folder, its names separated by slashes; never `..`, never from the root.
  ///   - limit: How many bytes the file may have.
  /// - Returns: All bytes of the file.
  /// - Throws: Why the file cannot be had, as a sentence about it.
  func bytes(at path: String, limit: Int) throws(SiblingFileError) -> [UInt8]
}

/// Why a file beside a document cannot be had.
package struct SiblingFileError: Error {
  /// What is wrong with the file, without its name: `does not exist`.
  package let sentence: String

  package init(_ sentence: String) { self.sentence = sentence }
}
