import Calls
import Crypto
import Glibc
import TextCoding

/// The key of a record: 32 random bytes in hexadecimal, in a file beside the record that only its owner can read.
///
/// The key allows forging lines. For a record that can be checked without trust in its owner, move the key away in
/// time.
enum AuditKey {
  static func path(of record: String) -> String { "\(record).key" }

  /// Reads the key of a record, or makes one if there is none.
  ///
  /// - Parameters:
  ///   - record: The record's real path, with links resolved, so that it has only one key.
  ///   - isMaking: Whether a key may be made: for a record with lines, a new key would make each line look forged.
  /// - Returns: The key.
  /// - Throws: An error if the key is missing or unreadable.
  static func key(of record: String, making isMaking: Bool) throws(AuditFailure) -> SymmetricKey {
    let path = path(of: record)
    if isMaking, let key = try made(path) { return key }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      guard errno != ENOENT else {
        throw AuditFailure(
          "\(record) has lines but its key \(path) is missing: put it back, or begin another file with --audit."
        )
      }
      throw AuditFailure("\(path) cannot be read: \(LockedFile.reason(errno)).")
    }
    defer { close(descriptor) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = unsafe read(descriptor, &text, text.count)
    let digits = text.prefix(max(0, count)).filter { $0 > 0x20 }
    guard digits.count == 64, let key = bytes(digits) else {
      throw AuditFailure("\(path) does not have a key, which is 64 hexadecimal digits. Put the right one back.")
    }
    return SymmetricKey(data: key)
  }

  /// Makes a new key; `nil` if there is one already.
  private static func made(_ path: String) throws(AuditFailure) -> SymmetricKey? {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return nil }
      throw AuditFailure("\(path) cannot be written: \(LockedFile.reason(errno)).")
    }
    defer { close(descriptor) }
    var random = SystemRandomNumberGenerator()
    let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    let text = Array("\(key.hexadecimal)\n".utf8)
    guard unsafe write(descriptor, text, text.count) == text.count else {
      throw AuditFailure("\(path) cannot be written: \(LockedFile.reason(errno)). Remove it.")
    }
    return SymmetricKey(data: key)
  }

  private static func bytes(_ digits: [UInt8]) -> [UInt8]? {
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = HexDigit.byte(digits[index], digits[index + 1]) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
