import APITools
import Logging
import Synchronization

/// A secret that is kept in a file.
///
/// The file is looked at for every call, which costs one system call, and read again when it has changed: sessions
/// last 30 minutes, and whoever renews them writes the file anew.
final class SecretFile: Sendable {
  /// What is in the file, which decides what the secret may look like.
  enum Content: String {
    case sessionToken = "session token"
    case token
    case key = "API key"
    case password
  }

  private struct State {
    /// What was read last, and what the file was like then; missing if that cannot vouch for the secret.
    var secret: KnownSecret?
    var file: FileState?
    var hasWarned = false
  }

  /// The largest file in bytes.
  static let maximumSize = 64 << 10

  private let path: String
  private let content: Content
  private let redactor: Redactor
  private let logger: Logger
  private let state = Mutex(State())

  /// Takes the path of a file; the redactor learns every secret, so that no log line shows it.
  init(_ path: String, _ content: Content, redactor: Redactor, logger: Logger) {
    self.path = path
    self.content = content
    self.redactor = redactor
    self.logger = logger
  }

  /// Gives the secret to show now.
  ///
  /// Throws if the file is missing, cannot be read, or holds nothing of the kind; the next call looks again.
  func secret() throws(TokenError) -> KnownSecret {
    try state.withLock { state throws(TokenError) in try read(&state) }
  }

  private func read(_ state: inout State) throws(TokenError) -> KnownSecret {
    if let secret = state.secret, let file = state.file, FileState(path: path) == file { return secret }
    (state.secret, state.file) = (nil, nil)
    let (bytes, file) = try contents()
    if file.isWorldReadable, !state.hasWarned {
      state.hasWarned = true
      logger.warning(
        "the file with the \(content.rawValue) can be read by every user of this machine",
        metadata: ["file": "\(path)"]
      )
    }
    do throws(TokenError) {
      let secret = KnownSecret(try content.checked(bytes))
      redactor.add(secret)
      (state.secret, state.file) = (secret, file.isSettled ? file : nil)
      return secret
    } catch {
      throw TokenError("no \(content.rawValue) in the file \(path): \(error)")
    }
  }

  private func contents() throws(TokenError) -> ([UInt8], FileState) {
    do throws(FileError) {
      let file = try OpenFile(path)
      let state = file.state
      return (try file.bytes(atMost: Self.maximumSize), state)
    } catch {
      throw TokenError("no \(content.rawValue): \(error)")
    }
  }
}

extension SecretFile.Content {
  fileprivate func checked(_ bytes: [UInt8]) throws(TokenError) -> String {
    switch self {
    case .sessionToken, .token: try Token.checked(bytes)
    case .key: try Token.checkedKey(bytes)
    case .password: try Token.checkedPassword(bytes)
    }
  }
}
