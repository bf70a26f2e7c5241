import Crypto

/// Makes of a caller's credential what tells callers apart, without a way back to it.
struct CallerIdentity: Sendable {
  private let key: SymmetricKey

  /// Makes one with a key that dies with the process, unless there is another.
  init(key: [UInt8]?) { self.key = key.map { SymmetricKey(data: $0) } ?? SymmetricKey(size: .bits256) }

  func digest(_ credential: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array(credential.utf8), using: key)
    return code.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
