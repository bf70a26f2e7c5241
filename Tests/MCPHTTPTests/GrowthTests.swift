import Crypto
import Glibc
@testable import MCP
import Testing
import TestSupport

@testable import MCPHTTP

/// The work for one stream or one caller in step with nothing but itself.
@Suite(.timeLimit(.minutes(5)))
struct GrowthTests {
  /// The end of a stream looks at nothing of the others.
  @Test func `many streams end one after the other`() throws {
    let growth = try WorkGrowth.factor(from: 250) {
      $0
    } _: { count in
      let outbox = Outbox(streams: OpenStreams(limit: count, ofParty: count), of: "caller", replaySize: 1 << 20)
      let numbers = (0..<count).compactMap { _ in outbox.open(over: RecordedExchange(), primes: true) }
      for number in numbers {
        outbox.send([1], on: number)
        outbox.complete(number)
      }
      #expect(numbers.count == count)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `a buffer that is full lets go of one message for each that comes`() throws {
    let growth = try WorkGrowth.factor(from: 5_000) {
      $0
    } _: { count in
      var buffer = ReplayBuffer(maximumSize: count)
      for number in 1...2 * count { buffer.append([1], id: EventID(stream: 0, number: number)) }
      #expect(buffer.events(on: 0, after: 0).count == count)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `streams of which nothing is kept are forgotten`() {
    var buffer = ReplayBuffer(maximumSize: 100)
    for stream in 1...1_000 { buffer.append([UInt8](repeating: 0, count: 10), id: EventID(stream: stream, number: 1)) }
    #expect((1...1_000).filter(buffer.contains) == Array(991...1_000))
    #expect(buffer.events(on: 1_000, after: 0).count == 1)
    #expect(buffer.events(on: 1, after: 0).isEmpty)
  }

  @Test func `a token is found among many`() throws {
    var files: [TemporaryFile] = []
    let growth = try WorkGrowth.factor(from: 2_000) { count -> AccessTokens in
      let lines = (0..<count).map { number in
        let digest = SHA256.hash(data: Array("token\(number)".utf8))
        return "caller\(number):\(digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())\n"
      }
      let file = try TemporaryFile(lines.joined())
      files.append(file)
      return try AccessTokens(file: file.path)
    } _: { tokens in
      for number in 0..<500 {
        guard case .now(.admitted(let principal)) = tokens.admit(bearer: "token\(number)") else { return }
        #expect(principal.key == "caller\(number)")
      }
    }
    // Four times as many tokens, and as many callers as before.
    #expect(growth < 2)
  }
}

/// A file that is there as long as this is.
private final class TemporaryFile {
  let path: String

  init(_ text: String) throws {
    path = "/tmp/tokens-\(UInt64.random(in: .min ... .max))"
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    let bytes = Array(text.utf8)
    let count = unsafe write(descriptor, bytes, bytes.count)
    close(descriptor)
    try #require(count == bytes.count)
  }

  deinit { unsafe unlink(path) }
}
