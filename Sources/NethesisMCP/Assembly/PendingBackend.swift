import APITools
import Sandbox

/// A sandbox that listens, and the token of its ordinary user.
struct ReadySandbox: Sendable {
  let baseURL: BaseURL
  let token: String
}

/// A backend that may still be starting.
package struct PendingBackend: Sendable {
  private let sandbox: SandboxStart?

  fileprivate init(sandbox: SandboxStart? = nil) { self.sandbox = sandbox }

  /// Waits for the sandbox to listen, once; `nil` if the backend is another one.
  ///
  /// Throws ``CommandFailure`` if the sandbox cannot listen.
  func readySandbox() async throws -> ReadySandbox? {
    guard let sandbox else { return nil }
    return ReadySandbox(baseURL: try await sandbox.baseURL(), token: sandbox.token)
  }
}

/// Runs a body with the backends that the settings name; a sandbox runs as long as the body.
///
/// The sandbox starts on other threads while the body reads the document, and tells its address and its session token
/// on standard error. Credentials of the settings are not used with it: they are for another backend.
package func withBackend<Result: Sendable>(
  _ startup: Startup,
  _ body: (PendingBackend) async throws -> Result
) async throws -> Result {
  guard startup.settings.usesSandbox else { return try await body(PendingBackend()) }
  let sandbox = SandboxStart()
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask(executorPreference: globalConcurrentExecutor) { await sandbox.run() }
    let result = try await body(PendingBackend(sandbox: sandbox))
    group.cancelAll()
    return result
  }
}

/// A sandbox on its way to listening.
private struct SandboxStart: Sendable {
  private let sandbox = Sandbox()
  private let listening = AsyncThrowingStream.makeStream(of: String.self)

  /// The session token of the ordinary user, known before anything listens.
  var token: String { sandbox.token(of: .mario) }

  /// Serves until the task is cancelled.
  func run() async {
    do {
      try await sandbox.run { [listening] running in
        StandardStream.say(running.introduction)
        listening.continuation.yield(running.baseURL)
        listening.continuation.finish()
      }
      listening.continuation.finish()
    } catch {
      listening.continuation.finish(throwing: CommandFailure.failed("the sandbox cannot listen: \(error)"))
    }
  }

  func baseURL() async throws -> BaseURL {
    for try await text in listening.stream { return try BaseURL(text) }
    throw CancellationError()
  }
}

extension RunningSandbox {
  /// What a person needs to know to use it.
  var introduction: String {
    """
    Sandbox of my.nethesis.it at \(baseURL)
      user           \(Account.mario.rawValue)
      password       \(Account.mario.password)
      session token  \(token(of: .mario))
    """
  }
}
