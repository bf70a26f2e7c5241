@testable import Calls
import HTTPTypes
import JSON
import MCP
@testable import Operations
@testable import Redaction
import Testing
import TestSupport
import TextCoding

/// Answers in encodings other than UTF-8, which are read before anything is looked for in them.
struct CharsetTests {
  private static let secret = "S3cr3t-Pässw0rd-€-🔑!"
  private static let plain = "S3cr3t-Pässw0rd!"

  private static func wide(_ text: String, isLittle: Bool, isMarked: Bool = false) -> [UInt8] {
    ((isMarked ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 255)]
      return isLittle ? bytes.reversed() : bytes
    }
  }

  private static func widest(_ text: String, isLittle: Bool) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar in
      let bytes = (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> UInt32(24 - 8 * $0)) }
      return isLittle ? bytes.reversed() : bytes
    }
  }

  private static func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

  private static func encodings(_ text: String, _ plain: String) -> [(type: String, bytes: [UInt8])] {
    [
      ("; charset=utf-16le", wide(text, isLittle: true)), ("; charset=\"UTF-16BE\"", wide(text, isLittle: false)),
      ("; charset=utf-16", wide(text, isLittle: true, isMarked: true)), ("", wide(text, isLittle: true)),
      ("; charset=utf-8", wide(text, isLittle: false, isMarked: true)), ("", wide(text, isLittle: false)),
      ("; charset=utf-32", widest(text, isLittle: false)), ("", widest(text, isLittle: true)),
      ("; charset=iso-8859-1", latin1(plain)), ("; charset=windows-1252", latin1(plain)), ("", latin1(plain)),
      ("; charset=utf-16", Array(text.utf8)), ("", [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
    ]
  }

  private func result(_ type: String, _ bytes: [UInt8], _ secret: String) async throws -> JSONValue {
    let operation = #"{"security": [{"Key": []}], "responses": {"200": {"description": ""}}}"#
    let rest = #", "components": {"securitySchemes": {"Key": {"type": "apiKey", "in": "query", "name": "k"}}}"#
    let bench = try Bench(
      operation: operation,
      rest: rest,
      backend: StubBackend(bytes: bytes, type: type),
      credentials: StubCredentials(others: ["Key": .key(KnownSecret(secret))])
    )
    return await bench.call()
  }

  @Test(arguments: 0..<13)
  func `text is read by its charset, and no secret is in what goes out`(number: Int) async throws {
    for type in ["text/plain", "text/html"] {
      let texts = ("The key \(Self.secret) is é wrong", "The key \(Self.plain) is é wrong")
      let (charset, bytes) = Self.encodings(texts.0, texts.1)[number]
      let secret = bytes.count == texts.1.unicodeScalars.count ? Self.plain : Self.secret
      let result = try await result(type + charset, bytes, secret)
      #expect(result["content"]?.array?.first?["text"] == "The key [redacted] is é wrong", "\(type)\(charset)")
    }
  }

  @Test(arguments: 0..<13)
  func `JSON is read by its charset, and no secret is in what goes out`(number: Int) async throws {
    let texts = (#"{"note":"\#(Self.secret) é","n":1}"#, #"{"note":"\#(Self.plain) é","n":1}"#)
    let (charset, bytes) = Self.encodings(texts.0, texts.1)[number]
    let secret = bytes.count == texts.1.unicodeScalars.count ? Self.plain : Self.secret
    let result = try await result("application/json" + charset, bytes, secret)
    #expect(result["structuredContent"] == ["note": "[redacted] é", "n": 1], "\(charset)")
  }

  @Test(arguments: [true, false])
  func `a secret in UTF-16 is found amid of other bytes`(isLittle: Bool) async throws {
    let bytes = [0, 0xFF, 0xD8] + Self.wide(Self.secret, isLittle: isLittle) + [0x81, 0xFF, 0xD9]
    let result = try await result("image/png", bytes, Self.secret)
    let data = try #require(result["content"]?.array?.first?["data"]?.string)
    let given = try #require(Base64.bytes(lenient: data[...]))
    #expect(given.firstRange(of: Array(Scrubber.mark.utf8)) != nil && given.count < 20)
  }

  @Test func `a header field in Latin-1 is searched as it is`() async throws {
    let field = HTTPField(name: .retryAfter, value: Self.latin1("soon, \(Self.plain) é"))
    let fields = Scrubber([Self.plain]).scrub(HTTPFields([field]))
    #expect(fields[.retryAfter] == "soon, [redacted] é")
  }

  @Test(arguments: [
    "attachment; filename*=UTF-8''S3cr3t-P%C3%A4ssw0rd%21.txt",
    "attachment; filename*=iso-8859-1''S3cr3t-P%E4ssw0rd%21",
    "attachment; filename=\"=?UTF-8?B?UzNjcjN0LVDDpHNzdzByZCE=?=\"", "a; filename==?utf-8?Q?S3cr3t-P=C3=A4ssw0rd!?=",
  ])
  func `the name of a file is searched in every form of it`(value: String) {
    let fields = Scrubber([Self.plain]).scrub([.contentDisposition: value])
    #expect(fields[.contentDisposition]?.contains("[redacted]") == true)
  }

  /// Ways in which programs show a text whose encoding they mistake.
  private static let mistaken: [(type: String, text: String)] = [
    ("text/plain; charset=iso-8859-1", "S3cr3t-Pässw0rd!"), ("text/plain; charset=us-ascii", "S3cr3t-Pässw0rd!"),
    ("application/json; charset=windows-1252", #"{"m": "S3cr3t-Pässw0rd!"}"#),
    ("text/plain; charset=macintosh", "S3cr3t-Pässw0rd!"), ("application/json", #"{"m": "S3cr3t-PÃ¤ssw0rd!"}"#),
    ("text/plain", "S3cr3t-PÃƒÂ¤ssw0rd!"), ("text/plain", "S3cr3t-P?ssw0rd!"), ("text/plain", "S3cr3t-P??ssw0rd!"),
    ("text/plain", "S3cr3t-P\u{FFFD}ssw0rd!"), ("text/plain", "S3cr3t-P\u{FFFD}\u{FFFD}ssw0rd!"),
  ]

  @Test(arguments: mistaken)
  func `a secret in a mistaken encoding does not go out`(type: String, text: String) async throws {
    let shown = try await result(type, Array(text.utf8), Self.plain)["content"]?.array?.first?["text"]?.string ?? ""
    #expect(shown.contains("[redacted]") && !shown.contains("ssw0rd"), "\(shown)")
  }

  @Test func `text of an unknown charset keeps its ASCII only, and no secret`() async throws {
    // The password in code page 437.
    let bytes = Array("wrong: S3cr3t-P".utf8) + [0x84] + Array("ssw0rd! caf".utf8) + [0x82]
    let shown = try await result("text/plain; charset=cp437", bytes, Self.plain)["content"]?.array?.first?["text"]
    #expect(shown == "wrong: [redacted] caf\u{FFFD}")
  }

  @Test func `bytes that are not UTF-8 are read in linear time`() throws {
    let growth = try WorkGrowth.factor(from: 50_000) { count in
      (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ $0 >> 8) | 1 }
    } _: { bytes in
      #expect(MediaTypeName("text/plain; charset=utf-8").text(bytes)?.isEmpty == false)
    }
    #expect(growth < WorkGrowth.limit)
  }
}
