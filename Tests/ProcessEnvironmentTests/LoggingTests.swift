import Foundation
import Logging
@testable import ProcessEnvironment
@testable import Redaction
import Testing
import TestSupport

struct LoggingTests {
  private let log = Pipe()
  private let redactor = Redactor()

  private var logger: Logger {
    let handler = StderrLogHandler(
      level: .info,
      redactor: redactor,
      descriptor: log.fileHandleForWriting.fileDescriptor
    )
    return Logger(label: "") { _ in handler }
  }

  @Test func `a line has level, message and values sorted by key`() throws {
    var logger = logger
    logger[metadataKey: "b"] = "2"
    logger.info("listening", metadata: ["a": "one two", "c": ""])
    #expect(try log.text() == "info listening a=\"one two\" b=2 c=\"\"\n")
  }

  @Test func `what is below the level is not written`() throws {
    logger.debug("no")
    logger.notice("yes")
    #expect(try log.text() == "notice yes\n")
  }

  @Test func `secrets are taken out of message, values and errors`() throws {
    redactor.add("abcdefgh")
    redactor.add("abcdefgh-ijk")
    logger.info("token abcdefgh-ijk, abcdefgh", metadata: ["h": "Authorization: Bearer xyz.1", "v": "is ABCDEFGH"])
    let line = "info token [redacted], [redacted] h=\"Authorization: Bearer [redacted]\" v=\"is [redacted]\"\n"
    #expect(try log.text() == line)
  }

  @Test(
    arguments: [
      "S3cr3t-Passw0rd!", "S3cr3t\\u002dPassw0rd!", "S3cr3t-Passw0rd%21", "UzNjcjN0LVBhc3N3MHJkIQ==",
      "5333637233742d506173737730726421",
    ]
  )
  func `a secret is taken out in whatever form it is said`(form: String) {
    redactor.add(ofCall: ["S3cr3t-Passw0rd!", "short"])
    #expect(redactor.redact("before \(form) short") == "before [redacted] short")
  }

  /// Secrets that have no part in common.
  private static func secret(_ number: Int) -> String { "\(number * 7919 + 1009)-x\(number * 104_729 + 1013)z" }

  @Test func `what the program holds are credentials and tokens, and neither settings nor secrets of calls`() {
    let before = redactor.held.version
    redactor.add("http://proxy.example:3128")
    redactor.add(ofCall: ["S3cr3t-Passw0rd!"])
    #expect(redactor.held.all.isEmpty && redactor.held.version == before)
    redactor.add(credential: "configured-token")
    redactor.add(ofSignIn: ["refresh-token-1", "short"])
    #expect(redactor.held.all == ["configured-token", "refresh-token-1"])
    let version = redactor.held.version
    redactor.add(ofSignIn: ["refresh-token-1"])
    #expect(redactor.held.version == version)
    redactor.add(ofSignIn: ["refresh-token-2"])
    #expect(redactor.held.version != version)
  }

  @Test func `tokens of sign-ins make no room for configured credentials`() {
    redactor.add(credential: "configured-token")
    for number in 0..<100 { redactor.add(ofSignIn: [KnownSecret(Self.secret(number))]) }
    #expect(redactor.held.all.contains("configured-token") && redactor.held.all.contains(KnownSecret(Self.secret(99))))
    #expect(redactor.redact("configured-token \(Self.secret(99))") == "[redacted] [redacted]")
  }

  @Test func `the secrets of calls make no room for others than their own`() {
    redactor.add("configured-secret")
    for number in 0..<100 { redactor.add(ofCall: [KnownSecret(Self.secret(number))]) }
    #expect(redactor.redact("configured-secret \(Self.secret(99))") == "[redacted] [redacted]")
  }

  @Test func `a secret that is said again is not forgotten for others`() {
    for number in 0..<64 { redactor.add(ofCall: [KnownSecret(Self.secret(number))]) }
    redactor.add(ofCall: [KnownSecret(Self.secret(0))])
    redactor.add(ofCall: [KnownSecret(Self.secret(64))])
    #expect(redactor.redact("\(Self.secret(0)) \(Self.secret(1))") == "[redacted] \(Self.secret(1))")
  }

  @Test func `a short secret is taken out as a whole value, and spoils no words of this program`() throws {
    for secret in ["e", "ten", "file"] { redactor.add(secret) }
    logger.info("listening, as the file says", metadata: ["file": "e", "path": "the file", "token": "ten"])
    #expect(try log.text() == "info listening, as the file says file=[redacted] path=\"the file\" token=[redacted]\n")
  }

  @Test func `a combining mark does not hide a secret`() {
    redactor.add("abcdefgh")
    #expect(redactor.redact("abcdefgh\u{301}") == "[redacted]\u{301}")
  }

  @Test func `a line break in a message does not begin a line`() throws {
    logger.info("one\nerror two\u{1B}[31m")
    #expect(try log.text() == "info one\\nerror two\\u{1B}[31m\n")
  }

  @Test func `the oldest secrets make room for new ones`() {
    for number in 0..<65 { redactor.add(Self.secret(number)) }
    let said = [0, 1, 64].map(Self.secret).joined(separator: " ")
    #expect(redactor.redact(said) == "\(Self.secret(0)) [redacted] [redacted]")
  }
}
