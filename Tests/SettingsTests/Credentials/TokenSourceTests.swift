@testable import Calls
import Foundation
import Logging
import ProcessEnvironment
@testable import Redaction
@testable import Settings
import Testing
import TestSupport

struct TokenSourceTests {
  private let folder: TemporaryFolder
  private let log = Pipe()
  private let redactor = Redactor()

  init() throws { folder = try TemporaryFolder() }

  private func source(_ credential: Settings.Credential) -> TokenSource {
    let handler = StderrLogHandler(
      level: .debug,
      redactor: redactor,
      descriptor: log.fileHandleForWriting.fileDescriptor
    )
    return TokenSource(credential, for: "https://h", redactor: redactor, logger: Logger(label: "") { _ in handler })
  }

  @Test func `without a credential there is no token`() async throws {
    #expect(try await source(.none).token() == nil)
  }

  @Test func `a fixed token is given as it is`() async throws {
    #expect(try await source(.token("t")).token() == "t")
    #expect(redactor.redact("t") == "[redacted]")
  }

  @Test func `white space around the token in a file is not part of it`() async throws {
    let file = try folder.write("t", "\r\n  abc.def \n")
    #expect(try await source(.file(file)).token() == "abc.def")
  }

  @Test(arguments: ["Bearer abc.def", "bearer  abc.def\n", "BEARER\tabc.def", " Bearer abc.def"])
  func `a token is taken without the name of its scheme`(text: String) async throws {
    #expect(try await source(.file(folder.write("t", text))).token() == "abc.def")
  }

  @Test func `a token may begin as the name of its scheme does`() async throws {
    #expect(try await source(.file(folder.write("t", "Bearerabc"))).token() == "Bearerabc")
    #expect(try await source(.file(folder.write("u", "bearer"))).token() == "bearer")
  }

  @Test func `a file that was written anew is read anew`() async throws {
    let file = try folder.write("t", "first")
    let source = source(.file(file))
    #expect(try await source.token() == "first")
    // The same size, the same inode, and within the same moment.
    try folder.write("t", "other")
    #expect(try await source.token() == "other")
    #expect(["first", "other"].map(redactor.redact) == ["[redacted]", "[redacted]"])
  }

  @Test func `a token holds while its file is written in place`() async throws {
    let file = try folder.write("t", "first")
    let source = source(.file(file))
    #expect(try await source.token() == "first")
    try folder.write("t", "")
    #expect(try await source.token() == "first")
    try folder.write("t", "other\n")
    #expect(try await source.token() == "other")
  }

  @Test func `a file that was replaced is read anew, even with an old date`() async throws {
    let date = Date(timeIntervalSince1970: 1_000_000)
    let file = try folder.write("t", "first")
    let source = source(.file(file))
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file)
    #expect(try await source.token() == "first")
    let next = try folder.write("u", "other")
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: next)
    let failure = unsafe rename(next, file)
    try #require(failure == 0)
    #expect(try await source.token() == "other")
  }

  @Test func `a file that comes back is read again`() async throws {
    let file = "\(folder.path)/t"
    let source = source(.file(file))
    let missing = await #expect(throws: TokenError.self) { try await source.token() }
    #expect(missing?.description == "no session token: there is no file \(file)")
    try folder.write("t", "abc")
    #expect(try await source.token() == "abc")
    try FileManager.default.removeItem(atPath: file)
    await #expect(throws: TokenError.self) { try await source.token() }
  }

  @Test(arguments: [
    ("", "the token is empty"),
    (" \n ", "the token is empty"),
    ("secret\nsecret", "a token is one line of ASCII letters, without spaces or control characters in it"),
    ("secret\u{0}", "a token is one line of ASCII letters, without spaces or control characters in it"),
    ("sécret", "a token is one line of ASCII letters, without spaces or control characters in it"),
  ])
  func `a file without a usable token is refused`(content: String, words: String) async throws {
    let file = try folder.write("t", content)
    let error = await #expect(throws: TokenError.self) { try await source(.file(file)).token() }
    #expect(error?.description == "no session token in the file \(file): \(words)")
  }

  @Test func `a file that is too large is refused`() async throws {
    let file = try folder.write("t", String(repeating: "a", count: TokenSource.maximumSize + 1))
    let error = await #expect(throws: TokenError.self) { try await source(.file(file)).token() }
    #expect(error?.description == "no session token: the file \(file) is larger than 65536 bytes")
  }

  @Test func `what is not a regular file is refused without waiting`() async throws {
    let pipe = "\(folder.path)/p"
    let failure = unsafe mkfifo(pipe, 0o600)
    try #require(failure == 0)
    let error = await #expect(throws: TokenError.self) { try await source(.file(pipe)).token() }
    #expect(error?.description == "no session token: \(pipe) is not a regular file")
  }

  @Test func `a file that everybody can read is warned of once, without the token`() async throws {
    let file = try folder.write("t", "secret", mode: 0o644)
    let source = source(.file(file))
    _ = try await source.token()
    try folder.write("t", "secre2", mode: 0o644)
    _ = try await source.token()
    let text = try log.text()
    #expect(text == "warning the file with the session token can be read by every user of this machine file=\(file)\n")
  }
}
