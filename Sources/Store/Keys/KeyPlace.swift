import Files

/// The place of a key, as the first line of the sealed file names it.
package enum KeyPlacement: String, Hashable, Sendable {
  case keyring
  case file

  /// The place in words.
  package var words: String {
    switch self {
    case .keyring: "in the desktop's keyring"
    case .file: "in a file beside it"
    }
  }
}

/// Keeps keys by their identifiers; calls may block, and are made on a thread that may.
protocol KeyPlace: Sendable {
  /// Looks up a key.
  ///
  /// - Parameters:
  ///   - id: The identifier.
  ///   - folder: The folder of the sealed file.
  /// - Returns: The key; `nil` if the place is there but does not hold it.
  /// - Throws: The reason why the place cannot be used.
  func key(_ id: String, for folder: borrowing StateFolder) throws(KeyPlaceFailure) -> SealingKey?

  /// Stores a key, so that it outlives the machine's next start.
  func keep(_ key: SealingKey, for folder: borrowing StateFolder) throws(KeyPlaceFailure)

  /// Removes a key, as far as possible.
  func forget(_ id: String, for folder: borrowing StateFolder)
}

/// The reason why a place of keys cannot be used; the text follows a colon.
struct KeyPlaceFailure: Error, Hashable {
  let reason: String
  var isFull = false
}
