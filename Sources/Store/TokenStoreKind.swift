/// The place of the key that sessions are sealed with, as `--token-store` names it, or memory alone.
package enum TokenStoreKind: String, CaseIterable, Hashable, Sendable {
  /// The desktop's keyring (Secret Service).
  case keyring
  /// A file beside the sealed one.
  case file
  /// No file: sessions end with the process.
  case memory
}
