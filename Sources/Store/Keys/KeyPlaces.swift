import Files

/// The places of keys, and the choice among them for a new file.
struct KeyPlaces: Sendable {
  /// The desktop's keyring.
  let keyring: any KeyPlace
  /// Files beside the sealed one.
  let file: any KeyPlace
  /// The place for the key of a new file; `nil` is the keyring where there is one, else a file.
  let preferred: KeyPlacement?
  /// Tells a person about the choice, once for each new file.
  let notice: @Sendable (String) -> Void

  init(
    keyring: any KeyPlace,
    file: any KeyPlace = KeyFile(),
    preferred: KeyPlacement? = nil,
    notice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.keyring = keyring
    self.file = file
    self.preferred = preferred
    self.notice = notice
  }

  subscript(placement: KeyPlacement) -> any KeyPlace {
    switch placement {
    case .keyring: keyring
    case .file: file
    }
  }

  /// Makes a key and keeps it in a place, or in the preferred one.
  ///
  /// - Parameters:
  ///   - placement: The place; `nil` is the preferred one.
  ///   - folder: The folder of the sealed file.
  /// - Returns: The key, its place, and a notice for the case that it is used.
  /// - Throws: ``StoreError`` if the place cannot be used.
  func newKey(
    in placement: KeyPlacement?,
    for folder: borrowing StateFolder
  ) throws(StoreError) -> (key: SealingKey, place: KeyPlacement, notice: String?) {
    let key = SealingKey()
    switch placement ?? preferred {
    case .file:
      try keep(key, folder)
      return (key, .file, nil)
    case .keyring:
      do throws(KeyPlaceFailure) { try keyring.keep(key, for: folder) } catch {
        throw StoreError(
          .keyUnreachable,
          "the desktop's keyring cannot keep a key: \(error.reason). Nothing was stored. Unlock the keyring and try again, "
            + "or keep the key in a file: --token-store file."
        )
      }
      return (key, .keyring, nil)
    case nil:
      do throws(KeyPlaceFailure) {
        try keyring.keep(key, for: folder)
        return (key, .keyring, nil)
      } catch {
        try keep(key, folder)
        let path = "\(folder.path)/\(KeyFile.name(key.id))"
        return (
          key, .file,
          "The desktop's keyring cannot be used (\(error.reason)): the key of stored sessions is in the file \(path)."
        )
      }
    }
  }

  private func keep(_ key: SealingKey, _ folder: borrowing StateFolder) throws(StoreError) {
    do throws(KeyPlaceFailure) { try file.keep(key, for: folder) } catch {
      throw StoreError(
        error.isFull ? .noSpace : .unusable,
        "the key of stored sessions cannot be written: \(error.reason). Nothing was stored. "
          + (error.isFull ? "Make room, then try again." : "Check the owner and the rights of the folder.")
      )
    }
  }
}
