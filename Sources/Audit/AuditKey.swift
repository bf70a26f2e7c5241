import APITools
import Crypto
import Glibc
import PercentCoding

/// The key of a record: 32 random bytes as hexadecimal digits, in a file beside it that its owner alone can read.
///
/// Whoever has it can write lines that pass for true ones. To check a record without that, take the key away in time.
enum AuditKey {
  static func path(of record: String) -> String { "\(record).key" }

  /// Reads the key of a record, or makes it if there is none.
  ///
  /// - Parameters:
  ///   - record: Where the record really is: by whatever link it is reached, it has one key.
  ///   - isMaking: Whether it may be made: of a record that has lines, another key would make every one look forged.
  /// - Returns: The key.
  /// - Throws: That there is none, or that it cannot be read.
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

  /// A new key; `nil` if there is one already.
  private static func made(_ path: String) throws(AuditFailure) -> SymmetricKey? {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return nil }
      throw AuditFailure("\(path) cannot be written: \(LockedFile.reason(errno)).")
    }
    defer { close(descriptor) }
    var random = SystemRandomNumberGenerator()
    let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    let text = Array("\(AuditLine.hexadecimal(key))\n".utf8)
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
