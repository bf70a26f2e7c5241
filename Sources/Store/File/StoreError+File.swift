import Files

/// Errors of the sealed file: what happened, and what a person does next.
extension StoreError {
  private static let signIn = "sign in again with `nethesis-mcp login`"

  static func damagedFile(_ folder: String) -> StoreError {
    let path = "\(folder)/\(SealedFile.name)"
    return StoreError(
      .damaged,
      "\(path) is damaged, incomplete or not of this program, and is left as it is. Put back a copy of it, or move it "
        + "away (mv '\(path)' '\(path).damaged') and \(signIn)."
    )
  }

  static func newerFile(_ folder: String) -> StoreError {
    StoreError(
      .newer,
      "\(folder)/\(SealedFile.name) was written by a newer version of this program, and is left as it is. "
        + "Use that version, or set XDG_STATE_HOME to another folder."
    )
  }

  /// The place of a key cannot be reached.
  static func unreachableKey(_ folder: String, _ header: SealedFile.Header, _ reason: String) -> StoreError {
    let path = "\(folder)/\(SealedFile.name)"
    return switch header.place {
    case .keyring:
      StoreError(
        .keyUnreachable,
        "\(path) is sealed with a key in the desktop's keyring, which cannot be reached: \(reason). Unlock the keyring "
          + "and try again. For cron and for servers without a desktop, run this once on the desktop: "
          + "nethesis-mcp login --token-store file."
      )
    case .file:
      StoreError(
        .keyUnreachable,
        "\(path) is sealed with a key that cannot be read: \(reason). Mend that file or put back a copy of it, "
          + "or move \(path) away and \(signIn)."
      )
    }
  }

  /// The place of a key does not have it.
  static func missingKey(_ folder: String, _ header: SealedFile.Header) -> StoreError {
    let path = "\(folder)/\(SealedFile.name)"
    let place =
      switch header.place {
      case .keyring: "the key \(header.keyID) of the desktop's keyring, which does not have it"
      case .file: "the key in \(folder)/\(KeyFile.name(header.keyID)), which is missing"
      }
    return StoreError(
      .keyUnreachable,
      "\(path) is sealed with \(place). Put the key back, or move \(path) away and \(signIn)."
    )
  }

  static func busyFile(_ folder: String) -> StoreError {
    StoreError(
      .busy,
      "another process keeps \(folder)/\(SealedFile.lockName) locked. Try again; if it stays so, end that process "
        + "(fuser '\(folder)/\(SealedFile.lockName)' names it)."
    )
  }

  /// The folder or a file in it cannot be used.
  static func unusableFile(_ failure: StateFolder.Failure) -> StoreError {
    if failure.isFull {
      return StoreError(
        .noSpace,
        "sessions cannot be stored: \(failure.reason). What was stored before is still there. Make room, then try again."
      )
    }
    return StoreError(
      .unusable,
      "stored sessions cannot be used: \(failure.reason). Check the owner and the rights of the folder and its files, "
        + "or set XDG_STATE_HOME to another folder."
    )
  }
}
