import Files
import Glibc
import Logging
import ProcessEnvironment
import Redaction
import Synchronization

/// A secret that is kept in a file.
///
/// The file is checked for every call, at the cost of one system call, and read again when it has changed: sessions
/// last 30 minutes, and renewing one rewrites the file. While it is being written, the previous secret stays valid.
package final class SecretFile: Sendable {
  /// The kind of secret in the file, which decides its allowed characters.
  enum Content: String {
    case sessionToken = "session token"
    case token
    case key = "API key"
    case password
  }

  private struct State {
    var file: FollowedFile
    /// The secret read last, or the reason why there is none.
    var secret: Result<KnownSecret, TokenError>
    var hasWarned = false
  }

  /// The largest file accepted, in bytes.
  package static let maximumSize = 64 << 10

  private let path: String
  private let content: Content
  private let redactor: Redactor
  private let logger: Logger
  private let state: Mutex<State>

  /// Takes the path of a file; each secret read is registered for redaction, so that no log line shows it.
  init(_ path: String, _ content: Content, redactor: Redactor, logger: Logger) {
    self.path = path
    self.content = content
    self.redactor = redactor
    self.logger = logger
    let file = FollowedFile(path, atMost: Self.maximumSize)
    state = Mutex(State(file: file, secret: .failure(TokenError("no \(content.rawValue) in the file \(path)"))))
  }

  /// The real path of the file, with links resolved, for messages.
  var place: String {
    guard let real = unsafe realpath(path, nil) else { return "file \(path)" }
    defer { unsafe free(real) }
    return "file \(unsafe String(cString: real))"
  }

  /// The secret to send now.
  ///
  /// Throws if the file is missing, unreadable, or without a valid secret; the next call tries again.
  func secret() throws(TokenError) -> KnownSecret {
    try state.withLock { state throws(TokenError) in try read(&state) }
  }

  private func read(_ state: inout State) throws(TokenError) -> KnownSecret {
    let news: (bytes: [UInt8], state: FileState)?
    do throws(FileError) {
      news = try state.file.news { (try? content.checked($0)) != nil }
    } catch {
      throw TokenError("no \(content.rawValue): \(error)")
    }
    guard let news else { return try state.secret.get() }
    if news.state.isWorldReadable, !state.hasWarned {
      state.hasWarned = true
      logger.warning(
        "the file with the \(content.rawValue) can be read by every user of this machine",
        metadata: ["file": "\(path)"]
      )
    }
    do throws(TokenError) {
      let secret = KnownSecret(try content.checked(news.bytes))
      redactor.add(credential: secret)
      state.secret = .success(secret)
    } catch {
      state.secret = .failure(TokenError("no \(content.rawValue) in the file \(path): \(error)"))
    }
    return try state.secret.get()
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
