import Files
import ProcessEnvironment
import SignIn

/// A file with the secret of an OAuth client on one line.
enum ClientSecretFile {
  /// Reads the secret.
  ///
  /// - Throws: The option with the reason why there is none.
  static func secret(_ path: String, of option: String) throws(CommandFailure) -> TokenText {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try File.bytes(HomePath.expanded(path), atMost: 1 << 16)
    } catch {
      throw .usage("\(option): \(error)")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    // Without the line break that editors add.
    guard let secret = TokenText(String(text.reversed().drop { $0.isNewline }.reversed())) else {
      throw .usage("\(option): expected one line with the secret")
    }
    return secret
  }
}
