/// The place of the key that sessions are sealed with, as `--token-store` names it, or memory alone.
package enum TokenStoreKind: String, CaseIterable, Hashable, Sendable {
  /// The desktop's keyring (Secret Service).
  case keyring
  /// A file beside the sealed one.
  case file
  /// No file: sessions end with the process.
  case memory

  /// The place of the key; `nil` if there is none.
  package var keyPlacement: KeyPlacement? {
    switch self {
    case .keyring: .keyring
    case .file: .file
    case .memory: nil
    }
  }

  /// Opens the store of this user; a file that exists says itself where its key is.
  ///
  /// - Parameters:
  ///   - kind: The kind that was asked for; `nil` is a file whose key is in the keyring, or beside it where there is none.
  ///   - notice: Tells a person, once for each new file, that the key is in a file for want of a keyring.
  /// - Returns: The store; nothing is read or made yet.
  package static func open(_ kind: TokenStoreKind?, notice: @escaping @Sendable (String) -> Void) -> any Store {
    kind == .memory ? MemoryStore() : SealedFileStore(key: kind?.keyPlacement, notice: notice)
  }
}
