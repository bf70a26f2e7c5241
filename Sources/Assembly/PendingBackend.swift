import Operations
import ProcessEnvironment
import Sandbox
import Settings

/// A listening sandbox, and the token of its ordinary user.
struct ReadySandbox: Sendable {
  let baseURL: BaseURL
  let token: String
}

/// The backend of a command; a sandbox may still be starting.
package struct PendingBackend: Sendable {
  private let sandbox: SandboxStart?

  fileprivate init(sandbox: SandboxStart? = nil) { self.sandbox = sandbox }

  /// Waits for the sandbox to listen, once; `nil` if the backend is no sandbox.
  ///
  /// Throws ``CommandFailure`` if the sandbox cannot listen.
  func readySandbox() async throws -> ReadySandbox? {
    guard let sandbox else { return nil }
    return ReadySandbox(baseURL: try await sandbox.baseURL(), token: sandbox.token)
  }
}

/// Runs a closure with the backends from the settings; a sandbox runs as long as the closure.
///
/// The sandbox starts on other threads while the closure reads the document, and prints its address and session token
/// on standard error. Configured credentials are not used with it: they are for another backend.
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

/// A sandbox that is starting to listen.
private struct SandboxStart: Sendable {
  private let sandbox = Sandbox()
  private let listening = AsyncThrowingStream.makeStream(of: String.self)

  /// The session token of the ordinary user, known before the sandbox listens.
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
