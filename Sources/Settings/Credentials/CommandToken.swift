import Calls
import EventThread
import Files
import JSON
import Logging
import ProcessEnvironment
import Redaction
import Synchronization
import TextCoding

/// A token that a program prints, such as a password manager (`token-command`).
///
/// It is kept until it ends or the backend refuses it; callers at the same time share one run.
final class CommandToken: Sendable {
  private struct State {
    var secret: KnownSecret?
    /// The Unix time from which it is not used any more; `nil` if nothing says it.
    var ends: Double?
    /// The token that the backend refused last, and when.
    var refused: (text: String, at: ContinuousClock.Instant)?
    var running: Task<Result<KnownSecret, TokenError>, Never>?
  }

  /// The time in which the program must end.
  private static let limit = Duration.seconds(10)
  /// The most that it may print, in bytes.
  private static let maximumSize = 64 << 10
  /// The time for which a token that was printed again after a refusal is kept.
  private static let patience = Duration.seconds(30)

  /// The program and its arguments.
  private let words: [String]
  private let redactor: Redactor
  private let logger: Logger
  /// The clock, in seconds after 1970 began.
  private let now: @Sendable () -> Double
  private let state = Mutex(State())

  /// Takes the words of the command; what it prints is registered for redaction.
  init(
    _ words: [String],
    redactor: Redactor,
    logger: Logger,
    now: @escaping @Sendable () -> Double = { Double(UTCTime.now()) }
  ) {
    (self.words, self.redactor, self.logger, self.now) = (words, redactor, logger, now)
  }

  /// The command, as a place of a credential; its arguments tell accounts apart.
  var place: String { "token-command \(words.joined(separator: " "))" }

  /// The token to send now.
  ///
  /// - Throws: The reason why the program gave none; the next call tries again.
  func secret() async throws(TokenError) -> KnownSecret {
    if let secret = kept { return secret }
    let task = state.withLock { state in
      if let running = state.running { return running }
      // Unstructured on purpose: a caller that is cancelled leaves, and the others get the token.
      let task = Task { await fetched() }
      state.running = task
      return task
    }
    return try await task.value.get()
  }

  /// Reports that the backend refused a token: the next call runs the program again.
  func rejected(_ secret: KnownSecret) {
    let now = ContinuousClock.now
    state.withLock { state in
      guard state.secret?.text == secret.text else { return }
      // Printed again after a refusal, and refused again: the program has no other.
      if let refused = state.refused, refused.text == secret.text, now - refused.at < Self.patience { return }
      (state.secret, state.refused) = (nil, (secret.text, now))
    }
  }

  private var kept: KnownSecret? {
    let (secret, ends) = state.withLock { ($0.secret, $0.ends) }
    guard let secret else { return nil }
    guard let ends else { return secret }
    return now() < ends ? secret : nil
  }

  private func fetched() async -> Result<KnownSecret, TokenError> {
    let result: Result<KnownSecret, TokenError>
    do throws(TokenError) {
      let printed = try PrintedToken(try await output(), at: now(), by: name)
      let secret = KnownSecret(printed.text)
      redactor.add(credential: secret)
      state.withLock { state in
        // The same token keeps what is known of it.
        if state.secret?.text != printed.text { state.secret = secret }
        state.ends = printed.ends
      }
      result = .success(state.withLock { $0.secret } ?? secret)
    } catch {
      result = .failure(error)
    }
    state.withLock { $0.running = nil }
    return result
  }

  /// The name of the program, for messages: its arguments may say more than they should.
  private var name: String { words.first ?? "" }

  private func output() async throws(TokenError) -> [UInt8] {
    let output: CommandOutput
    do throws(CommandOutput.Failure) { output = try await run() } catch {
      switch error {
      case .notFound: throw failure("there is no program \(name) in the folders of PATH")
      case .notStarted(let reason): throw failure("\(name) cannot be started: \(reason)")
      case .noThread: throw failure("the system refuses another thread")
      case .late:
        throw failure("\(name) has not ended within \(Self.limit.components.seconds) seconds, and was stopped")
      case .long: throw failure("\(name) prints more than \(Self.maximumSize) bytes")
      }
    }
    if !output.errors.isEmpty {
      logger.notice(
        "the token-command writes on standard error",
        metadata: ["program": "\(name)", "words": "\(redactor.redact(String(decoding: output.errors, as: UTF8.self)))"]
      )
    }
    guard output.status == 0 else {
      let hint = output.errors.isEmpty ? "" : "; the log has its own words"
      throw failure("\(name) ended with exit code \(output.status)\(hint)")
    }
    return output.bytes
  }

  private func failure(_ reason: String) -> TokenError { TokenError("no token of token-command: \(reason)") }

  /// Runs the program on a thread of its own, which waits for it.
  private func run() async throws(CommandOutput.Failure) -> CommandOutput {
    let words = words
    let thread: EventThread
    do throws(EventThreadError) { thread = try EventThread.start(name: "token-command") } catch {
      throw .noThread
    }
    let result = await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
      thread.perform {
        do throws(CommandOutput.Failure) {
          continuation.resume(
            returning: .success(
              try CommandOutput.of(
                words[0],
                Array(words.dropFirst()),
                within: Self.limit,
                atMost: Self.maximumSize
              )
            )
          )
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    thread.stop()
    return try result.get()
  }

  private typealias Outcome = Result<CommandOutput, CommandOutput.Failure>
}

/// A token as a program prints it: alone, or as JSON with its end.
struct PrintedToken: Hashable {
  let text: String
  /// The Unix time from which it is not used any more; `nil` if nothing says it.
  let ends: Double?

  /// The part of its life at the end of which it is not used, because calls take time: at most a minute.
  private static let margin = 60.0

  /// Reads `{"version": 1, "token": …, "expires_at": …}`, or a token with white space around it.
  ///
  /// - Throws: The reason why it is none, without its text.
  init(_ bytes: [UInt8], at now: Double, by program: String) throws(TokenError) {
    var declared: Double?
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      guard let object = (try? JSONParser.parse(bytes, options: .init(rejectsDuplicateNames: true)))?.object else {
        throw TokenError("no token of token-command: \(program) prints JSON that is not valid")
      }
      guard object["version"].map({ $0 == 1 }) ?? true else {
        throw TokenError("no token of token-command: \(program) prints another \"version\" than 1")
      }
      guard let token = object["token"]?.string else {
        throw TokenError("no token of token-command: \(program) prints JSON without a string \"token\"")
      }
      text = try Self.checked(Array(token.utf8), program)
      if let value = object["expires_at"], !value.isNull {
        guard let end = value.number?.double ?? value.string.flatMap(UTCTime.seconds).map(Double.init) else {
          throw TokenError("no token of token-command: \(program) prints an \"expires_at\" that is no time (RFC 3339)")
        }
        declared = end
      }
    } else {
      text = try Self.checked(bytes, program)
    }
    guard let end = [declared, TokenExpiry.end(of: text)].compactMap(\.self).min() else {
      ends = nil
      return
    }
    guard end > now else { throw TokenError("no token of token-command: the one that \(program) prints has ended") }
    ends = end - min(Self.margin, (end - now) / 4)
  }

  private static func checked(_ bytes: [UInt8], _ program: String) throws(TokenError) -> String {
    do throws(TokenError) { return try Token.checked(bytes) } catch {
      throw TokenError("no token of token-command: what \(program) prints is none: \(error)")
    }
  }
}
