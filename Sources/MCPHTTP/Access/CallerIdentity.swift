import Crypto
import TextCoding

/// Derives an identity from a caller's credential, which cannot be recovered from it.
struct CallerIdentity: Sendable {
  private let key: SymmetricKey

  /// Makes one with a given key, or else with one that lives as long as the process.
  init(key: [UInt8]?) { self.key = key.map { SymmetricKey(data: $0) } ?? SymmetricKey(size: .bits256) }

  func digest(_ credential: String) -> String {
    HMAC<SHA256>.authenticationCode(for: Array(credential.utf8), using: key).hexadecimal
  }
}
