package import Logging
import Synchronization

/// Where the session token of calls comes from; to be used for the origin it was configured for, and no other.
///
/// A token file is looked at for every call, which costs one system call, and read again when it has changed: sessions
/// last 30 minutes, and whoever renews them writes the file anew.
package final class TokenSource: Sendable {
  private struct State {
    /// What was read last, and what the file was like then; missing if that cannot vouch for the token.
    var token: String?
    var file: FileState?
    var hasWarned = false
  }

  /// The largest token file in bytes.
  package static let maximumSize = 64 << 10

  /// Scheme, host and port of the backend that the token is for.
  package let origin: String
  private let credential: Settings.Credential
  private let redactor: Redactor
  private let logger: Logger
  private let state = Mutex(State())

  /// Takes the ``BaseURL/origin`` of the backend; the redactor learns every token, so that no log line shows it.
  package init(_ credential: Settings.Credential, for origin: String, redactor: Redactor, logger: Logger) {
    self.credential = credential
    self.origin = origin
    self.redactor = redactor
    self.logger = logger
    if case .token(let token) = credential { redactor.add(token) }
  }

  /// Gives the token to send now, `nil` if none is configured.
  ///
  /// Throws if the token file is missing, cannot be read, or holds no token; the next call looks again.
  package func token() throws(TokenError) -> String? {
    switch credential {
    case .none: nil
    case .token(let token): token
    case .file(let path): try state.withLock { state throws(TokenError) in try read(path, &state) }
    }
  }

  private func read(_ path: String, _ state: inout State) throws(TokenError) -> String {
    if let token = state.token, let file = state.file, FileState(path: path) == file { return token }
    (state.token, state.file) = (nil, nil)
    let (bytes, file) = try contents(of: path)
    if file.isWorldReadable, !state.hasWarned {
      state.hasWarned = true
      logger.warning("the token file can be read by every user of this machine", metadata: ["file": "\(path)"])
    }
    do throws(TokenError) {
      let token = try Token.checked(bytes)
      redactor.add(token)
      (state.token, state.file) = (token, file.isSettled ? file : nil)
      return token
    } catch {
      throw TokenError("no session token in the file \(path): \(error)")
    }
  }

  private func contents(of path: String) throws(TokenError) -> ([UInt8], FileState) {
    do throws(FileError) {
      let file = try OpenFile(path)
      let state = file.state
      return (try file.bytes(atMost: Self.maximumSize), state)
    } catch {
      throw TokenError("no session token: \(error)")
    }
  }
}
