import Crypto

/// Authenticated encryption of values (AES-256-GCM), each bound to the place that it was sealed for.
enum Seal {
  /// The size of the random nonce that a sealed value begins with, in bytes (NIST SP 800-38D).
  static let nonceSize = 12

  /// Seals bytes.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - key: The key.
  ///   - place: The parts of the place that the bytes belong to; they are authenticated, not kept.
  /// - Returns: Nonce, ciphertext and tag; `nil` only if the system's cryptography fails.
  static func seal(_ bytes: [UInt8], with key: SealingKey, for place: [String]) -> [UInt8]? {
    let box = try? AES.GCM.seal(bytes, using: key.key, authenticating: joined(place))
    return box?.combined.map { Array($0) }
  }

  /// Opens what was sealed for the same place with the same key; `nil` otherwise.
  static func open(_ bytes: some RandomAccessCollection<UInt8>, with key: SealingKey, for place: [String]) -> [UInt8]? {
    guard let box = try? AES.GCM.SealedBox(combined: Array(bytes)),
      let content = try? AES.GCM.open(box, using: key.key, authenticating: joined(place))
    else { return nil }
    return Array(content)
  }

  /// The parts, each after its length, so that no other parts give the same bytes.
  private static func joined(_ parts: [String]) -> [UInt8] {
    parts.flatMap { Array("\($0.utf8.count):".utf8) + Array($0.utf8) }
  }
}
