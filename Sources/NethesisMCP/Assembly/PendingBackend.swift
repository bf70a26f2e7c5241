package import APITools
import Sandbox

/// Where calls go, and with what credential.
package struct ReadyBackend: Sendable {
  package let baseURL: BaseURL
  package let tokens: TokenSource
}

/// A backend that may still be starting.
package struct PendingBackend: Sendable {
  private let startup: Startup
  private let sandbox: SandboxStart?

  fileprivate init(_ startup: Startup, sandbox: SandboxStart? = nil) {
    self.startup = startup
    self.sandbox = sandbox
  }

  /// Gives the backend, once; waits for the sandbox to listen if that is the backend.
  ///
  /// The document's first server, overlays applied, is where calls go if the settings name no backend. Throws
  /// ``SettingsError`` if no URL can be used, or ``CommandFailure`` if the sandbox cannot listen.
  package func ready(documented: String?) async throws -> ReadyBackend {
    guard let sandbox else {
      let url = try startup.settings.baseURL(documented: documented)
      return ReadyBackend(baseURL: url, tokens: startup.tokens(startup.settings.credential, for: url))
    }
    let url = try await sandbox.baseURL()
    return ReadyBackend(baseURL: url, tokens: startup.tokens(.token(sandbox.token), for: url))
  }
}

/// Runs a body with the backend that the settings name; a sandbox runs as long as the body.
///
/// The sandbox starts on other threads while the body reads the document, and tells its address and its session token
/// on standard error. Credentials of the settings are not used with it: they are for another backend.
package func withBackend<Result: Sendable>(
  _ startup: Startup,
  _ body: (PendingBackend) async throws -> Result
) async throws -> Result {
  guard startup.settings.backend == .sandbox else { return try await body(PendingBackend(startup)) }
  let sandbox = SandboxStart()
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask(executorPreference: globalConcurrentExecutor) { await sandbox.run() }
    let result = try await body(PendingBackend(startup, sandbox: sandbox))
    group.cancelAll()
    return result
  }
}

extension Startup {
  fileprivate func tokens(_ credential: Settings.Credential, for url: BaseURL) -> TokenSource {
    TokenSource(credential, for: url.origin, redactor: redactor, logger: logger)
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
