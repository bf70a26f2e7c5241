@testable import Calls
import Logging
import ProcessEnvironment
@testable import Redaction
@testable import Settings
import Synchronization
import Testing
import TestSupport

/// Tokens that a program prints.
struct CommandTokenTests {
  private let folder: TemporaryFolder
  private let redactor = Redactor()

  init() throws { folder = try TemporaryFolder() }

  private final class Clock: Sendable {
    let time = Mutex(0.0)
  }

  private func token(_ script: String) -> CommandToken {
    command(["/bin/sh", "-c", script])
  }

  private func command(_ words: [String]) -> CommandToken {
    CommandToken(words, redactor: redactor, logger: Logger(level: .critical, redactor: redactor))
  }

  private func problem(_ words: [String]) async -> String {
    do throws(TokenError) {
      _ = try await command(words).secret()
      return ""
    } catch {
      return error.reason
    }
  }

  /// A script that counts its runs in a file, and prints a token with that number.
  private func counting(_ format: String = "token-$n") throws -> CommandToken {
    let file = try folder.write("runs", "0")
    return token("n=$(($(cat \(file)) + 1)); echo $n > \(file); echo \"\(format)\"")
  }

  @Test func `what a program prints is a secret, and kept`() async throws {
    let token = try counting()
    #expect(try await token.secret().text == "token-1")
    #expect(try await token.secret() === token.secret())
    #expect(redactor.redact("token-1") == "[redacted]")
  }

  @Test func `callers at the same time share one run`() async throws {
    let token = try counting()
    let texts = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 { group.addTask { try await token.secret().text } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(texts == ["token-1"])
  }

  @Test func `a token that was refused is asked for anew, and the same one only once`() async throws {
    let token = try counting()
    token.rejected(try await token.secret())
    #expect(try await token.secret().text == "token-2")
    let same = try counting("always-$((n > 0))")
    let first = try await same.secret()
    for _ in 0..<3 {
      same.rejected(first)
      #expect(try await same.secret().text == "always-1")
    }
    // The program ran for the first call and for the first refusal.
    #expect(try await counted() == 2)
  }

  private func counted() async throws -> Int? {
    let text = try await token("cat \(folder.path)/runs").secret().text
    return Int(text)
  }

  @Test(arguments: [
    (["/no/such/program"], "cannot be started"), (["no-such-program-here"], "in the folders of PATH"),
    (["/bin/sh", "-c", "exit 3"], "exit code 3"), (["/bin/sh", "-c", "kill -9 $$"], "exit code 137"),
    (["/bin/sh", "-c", "true"], "the token is empty"), (["/bin/sh", "-c", "echo two words"], "one line of ASCII"),
    (["/bin/sh", "-c", "head -c 70000 /dev/zero | tr '\\0' a"], "more than 65536 bytes"),
    (["/bin/sh", "-c", "yes"], "more than 65536 bytes"),
    (["/bin/sh", "-c", "echo '{\"token\": 1}'"], "without a string \"token\""),
    (["/bin/sh", "-c", "echo '{\"version\": 2, \"token\": \"t\"}'"], "another \"version\""),
    (["/bin/sh", "-c", "echo '{\"token\": '"], "JSON that is not valid"),
    (["/bin/sh", "-c", "echo '{\"token\": \"t\", \"expires_at\": \"soon\"}'"], "that is no time"),
    (["/bin/sh", "-c", "echo '{\"token\": \"t\", \"expires_at\": \"2001-01-01T00:00:00Z\"}'"], "has ended"),
  ])
  func `a program without a token says why`(words: [String], reason: String) async {
    let problem = await problem(words)
    #expect(problem.contains(reason), "\(problem)")
  }

  @Test func `a program gets no input, no terminal and none of this program's settings`() async throws {
    #expect(try await token("cat; echo none").secret().text == "none")
    let seen = try await token("env | grep -c ^NETHESIS_MCP_; true").secret().text
    #expect(seen == "0")
    #expect(try await token("(exec </dev/tty) 2>/dev/null && echo terminal || echo none").secret().text == "none")
  }

  @Test func `somebody left behind does not keep the output open`() async throws {
    #expect(try await token("sleep 600 & echo done").secret().text == "done")
  }

  @Test func `JSON says when the token ends, and its own end counts, too`() throws {
    func ends(_ text: String) throws -> Double? { try PrintedToken(Array(text.utf8), at: 1000, by: "p").ends }
    #expect(try ends("abc\n") == nil)
    #expect(try ends(#"{"token": "abc"}"#) == nil)
    #expect(try ends(#"{"token": "abc", "expires_at": null}"#) == nil)
    #expect(try ends(#" {"version": 1, "token": "abc", "expires_at": 4600}"#) == 4540)
    #expect(try ends(#"{"token": "abc", "expires_at": "1970-01-01T00:17:00Z"}"#) == 1015)
    // exp is 2000.
    let signed = "eyJhbGciOiJub25lIn0.eyJleHAiOjIwMDB9.x"
    #expect(try ends(signed) == 1940)
    #expect(try ends(#"{"token": "\#(signed)", "expires_at": 1100}"#) == 1075)
  }

  @Test func `a token that ends is asked for again`() async throws {
    let file = try folder.write("runs", "0")
    let object = #"{\"token\": \"t-$n\", \"expires_at\": $((n * 1000))}"#
    let script = "n=$(($(cat \(file)) + 1)); echo $n > \(file); echo \"\(object)\""
    let clock = Clock()
    let token = CommandToken(
      ["/bin/sh", "-c", script],
      redactor: redactor,
      logger: Logger(level: .critical, redactor: redactor),
      now: { clock.time.withLock { $0 } }
    )
    #expect(try await token.secret().text == "t-1")
    clock.time.withLock { $0 = 939 }
    #expect(try await token.secret().text == "t-1")
    clock.time.withLock { $0 = 940 }
    #expect(try await token.secret().text == "t-2")
  }
}
