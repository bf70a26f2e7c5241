import Crypto
import Store
import Synchronization
import TextCoding

/// Fingerprints of names, equal at all replicas, which say nothing of the names: their key is a sealed value.
final class KeyedFingerprints: Sendable {
  /// The time after which the key is read again: the database may have been replaced.
  private static let keyPeriod = Duration.seconds(60)

  private let store: any Store
  private let place: StoreKey
  private let key = Mutex<(bytes: [UInt8], end: ContinuousClock.Instant)?>(nil)

  /// Takes the store of the key, and its place there.
  init(_ store: any Store, keyAt place: StoreKey) {
    self.store = store
    self.place = place
  }

  /// The fingerprint of a name, in hexadecimal digits.
  ///
  /// - Throws: ``StoreError`` if the key can neither be read nor made.
  func fingerprint(_ name: String) async throws(StoreError) -> String {
    let key = SymmetricKey(data: try await currentKey())
    return HMAC<SHA256>.authenticationCode(for: Array(name.utf8), using: key).prefix(16).hexadecimal
  }

  private func currentKey() async throws(StoreError) -> [UInt8] {
    if let key = key.withLock({ $0 }), key.end > .now { return key.bytes }
    var random = SystemRandomNumberGenerator()
    let new = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    _ = try await store.put(new, for: place, owner: "", if: .absent)
    guard let bytes = try await store.get(place)?.bytes else {
      throw StoreError(.unusable, "the store does not keep a key.")
    }
    key.withLock { $0 = (bytes, .now + Self.keyPeriod) }
    return bytes
  }
}
