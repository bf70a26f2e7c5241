import ArgumentParser
import Assembly
import EventThread
import Glibc
import Operations
import ProcessEnvironment
import Sandbox

/// Serves only the sandbox.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Serves the stand-in for a backend, and nothing else.",
    usage: "nethesis-mcp sandbox [<options>]",
    discussion: """
      It answers as the real backend does, and forgets everything when it ends,
      unless --state names a file. Where it is, how to sign in to it, and with
      what token and password it can be used, it says on standard error. It ends
      on SIGINT (Control-C) and SIGTERM.

      The users of --users are user1, user2 and so on, each with data of its own;
      their passwords are Passw0rd-1!, Passw0rd-2! and so on.

      Faults for --fault, which can be changed while it runs (POST
      /__sandbox/faults, a JSON object of the same names):
        identity_provider_down=true        the identity provider sends 503
        identity_provider_html=true        it sends a page where JSON is expected
        identity_provider_delay_ms=2000    its responses come late
        clock_offset_s=-90                 the clock of the sandbox is off
        reuse_detection=false              used refresh tokens go on working
        rotate_keys_every_s=3600           new signing keys, the old ones stay
        opaque_resource_tokens=true        tokens of --resource are no JWTs
        token_exchange=true                sandbox-server may exchange tokens
        third_party=sandbox-browser        tokens of these clients are not exchanged
        delay_ms=500, lost_answer=true, lost_every=10, database_down=true,
        security_service_down=true, suspended=mario
      POST /__sandbox/rotate-keys makes a new signing key at once.

      Example:
        nethesis-mcp sandbox --listen 127.0.0.1:8080
        nethesis-mcp login --backend http://127.0.0.1:8080/api \\
            --login-issuer http://127.0.0.1:8080/oidc \\
            --login-client-id browser=sandbox-browser \\
            --login-client-id device=sandbox-device
      """
  )

  @Option(help: ArgumentHelp("Where to listen; port 0 takes one that is free.", valueName: "address:port"))
  var listen = "127.0.0.1:0"
  @Flag(help: "Listen where other machines can reach it, unencrypted.") var allowRemote = false
  @Option(help: ArgumentHelp("How many further users there are, at most 1000.", valueName: "count")) var users = 0
  @Option(help: ArgumentHelp("A file for state and keys: sign-ins then last.", valueName: "file"))
  var state: String?
  @Option(
    help: ArgumentHelp("A resource for which access tokens are JWTs; may be given several times.", valueName: "url")
  )
  var resource: [String] = []
  @Option(
    help: ArgumentHelp("The URL of a proxy that lies before it: the provider's issuer is there.", valueName: "url")
  )
  var publicURL: String?
  @Option(help: ArgumentHelp("A fault to begin with; may be given several times.", valueName: "name=value"))
  var fault: [String] = []

  func validate() throws {
    guard 0...Account.maximumUsers ~= users else {
      throw ValidationError("--users: expected a whole number from 0 to \(Account.maximumUsers)")
    }
    _ = try settings()
  }

  private func settings() throws -> SandboxSettings {
    var settings = SandboxSettings()
    settings.users = users
    settings.resources += resource
    settings.publicOrigin = try publicURL.map(Self.origin)
    for text in fault {
      do throws(Faults.BadFault) {
        try settings.faults.set(text)
      } catch {
        throw ValidationError("--fault \(text): \(error.message)")
      }
    }
    return settings
  }

  private static func origin(_ text: String) throws -> String {
    do throws(BaseURL.Failure) {
      let url = try BaseURL(text)
      guard url.path.isEmpty else { throw BaseURL.Failure("there is a path") }
      return url.origin
    } catch {
      throw ValidationError("--public-url: expected scheme, host and port, as http://127.0.0.1:8080; \(error.reason)")
    }
  }

  private func sandbox(at address: ListenAddress) throws -> Sandbox {
    guard let state else { return Sandbox(try settings()) }
    guard address.port != 0 else {
      throw CommandFailure.usage(
        "--state: name the port with --listen, as 127.0.0.1:8080; a sign-in is good for that address alone"
      )
    }
    let settings = try settings()
    do throws(StateFile.Failure) {
      return try Sandbox(settings, stateFile: state)
    } catch {
      throw CommandFailure.failed("--state: \(error)")
    }
  }

  func run() throws {
    let address = try ListenAddress(listen)
    guard address.isLoopback || allowRemote else {
      throw CommandFailure.usage(
        "--listen: other machines could reach \(address.host); use 127.0.0.1, or accept it with --allow-remote"
      )
    }
    let sandbox = try sandbox(at: address)
    try EventThread.run(throwing: { thread in
      let (stopped, stop) = AsyncStream.makeStream(of: Never.self)
      for signal in [SIGINT, SIGTERM] { try thread.watchSignal(signal) { stop.finish() } }
      do {
        try await sandbox.withServer(address: address.host, port: address.port) { running in
          StandardStream.say(running.introduction + running.signInIntroduction(users: users))
          for await _ in stopped {}
        }
      } catch {
        throw CommandFailure.failed("cannot listen on \(address): \(error); is another program using the port?")
      }
    })
  }
}
