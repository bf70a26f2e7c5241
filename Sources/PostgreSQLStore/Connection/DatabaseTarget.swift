import Files

/// The servers of a database, and the password for them where libpq does not find one by itself.
package struct DatabaseTarget: Sendable, Hashable {
  /// The largest file of a password, in bytes.
  private static let maximumSize = 4096

  /// The URL without a password, as libpq reads it.
  package let url: String
  /// The path of a file with the password; `nil` leaves it to `PGPASSFILE`, `PGPASSWORD` or a service file.
  package let passwordFile: String?

  /// Takes a URL without a password, and the path of a file with it.
  package init(url: String, passwordFile: String?) {
    self.url = url
    self.passwordFile = passwordFile
  }

  /// The password, read anew for each connection: it may have been changed.
  func currentPassword() throws(DatabaseFailure) -> String? {
    guard let passwordFile else { return nil }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try File.bytes(passwordFile, atMost: Self.maximumSize) } catch {
      throw DatabaseFailure(.unusable, "the file with the database's password cannot be read: \(error)")
    }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard !line.isEmpty, !line.contains(0) else {
      throw DatabaseFailure(.unusable, "the first line of \(passwordFile) is to be the database's password")
    }
    return String(decoding: line, as: UTF8.self)
  }
}
