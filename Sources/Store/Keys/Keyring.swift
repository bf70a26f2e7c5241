import CSecret
import Files

/// Keys in the desktop's keyring, by the Secret Service and libsecret.
///
/// The attributes of an item are not encrypted: they have the identifier alone.
struct Keyring: KeyPlace {
  func key(_ id: String, for folder: borrowing StateFolder) throws(KeyPlaceFailure) -> SealingKey? {
    try SessionBus.find()
    var (secret, reason) = (Self.buffer, Self.buffer)
    switch unsafe mcpsecret_lookup(id, &secret, &reason) {
    case MCPSECRET_DONE:
      guard let key = SealingKey(id: id, text: Self.bytes(secret)) else {
        throw KeyPlaceFailure(reason: "its item for key \(id) does not have a key, which is 64 hexadecimal digits")
      }
      return key
    case MCPSECRET_MISSING: return nil
    default: throw Self.failure(reason)
    }
  }

  func keep(_ key: SealingKey, for folder: borrowing StateFolder) throws(KeyPlaceFailure) {
    try SessionBus.find()
    var reason = Self.buffer
    let label = "Key of nethesis-mcp's sessions in \(folder.path)"
    guard unsafe mcpsecret_store(key.id, label, key.text, &reason) == MCPSECRET_DONE else { throw Self.failure(reason) }
    // A keyring that keeps nothing would make the sealed file useless.
    guard let kept = try self.key(key.id, for: folder), kept.key == key.key else {
      throw KeyPlaceFailure(reason: "it did not keep the key")
    }
  }

  func forget(_ id: String, for folder: borrowing StateFolder) {
    do throws(KeyPlaceFailure) { try SessionBus.find() } catch { return }
    var reason = Self.buffer
    _ = unsafe mcpsecret_clear(id, &reason)
  }

  private static var buffer: [CChar] { [CChar](repeating: 0, count: Int(MCPSECRET_TEXT_SIZE)) }

  private static func bytes(_ text: [CChar]) -> [UInt8] { text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) } }

  private static func failure(_ reason: [CChar]) -> KeyPlaceFailure {
    KeyPlaceFailure(reason: String(decoding: bytes(reason), as: UTF8.self))
  }
}
