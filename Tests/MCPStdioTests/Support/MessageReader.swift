import Glibc
import JSON
import Synchronization
import TestSupport
import Testing

/// Reads messages from a pipe, one line each; whatever is wrong with one is an issue of the running test.
final class MessageReader: Sendable {
  /// What a request said that a response has to be judged by.
  struct Expectation {
    let version: String?
    let method: String?
  }

  private struct Sent {
    var expectations: [JSONValue: Expectation] = [:]
    /// What the handshake has agreed on.
    var version: String?
  }

  private let descriptor: Int32
  private let sent = Mutex(Sent())
  /// What was read behind the last line.
  private let rest = Mutex<[UInt8]>([])

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Takes note of a line that is sent, so that what answers it can be judged.
  func note(sent line: String) {
    guard let message = try? JSONParser.parse(line) else { return }
    sent.withLock { sent in
      for message in message.array ?? [message] {
        guard let id = message["id"], let method = message["method"]?.string else { continue }
        let own = message["params"]?["_meta"]?["io.modelcontextprotocol/protocolVersion"]?.string
        sent.expectations[id] = Expectation(version: own, method: method)
      }
    }
  }

  /// The next message, for which it waits; batches are taken as one.
  func next() throws -> JSONValue {
    let line = try nextLine()
    let value = try JSONParser.parse(line)
    for message in value.array ?? [value] { judge(message) }
    return value
  }

  /// The next line without its end.
  func nextLine() throws -> [UInt8] {
    try rest.withLock { rest in
      var searched = 0
      while true {
        if let end = rest[searched...].firstIndex(of: UInt8(ascii: "\n")) {
          defer { rest.removeSubrange(...end) }
          return Array(rest[..<end])
        }
        searched = rest.count
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe read(descriptor, &chunk, chunk.count)
        try #require(count > 0, "the output has ended")
        rest.append(contentsOf: chunk[..<count])
      }
    }
  }

  /// Whether the output has ended and nothing is left of it.
  func hasEnded() -> Bool {
    rest.withLock { rest in
      var byte: UInt8 = 0
      let count = unsafe read(descriptor, &byte, 1)
      return rest.isEmpty && count == 0
    }
  }

  private func judge(_ message: JSONValue) {
    let (expectation, agreed) = sent.withLock { sent in
      if let version = message["result"]?["protocolVersion"]?.string { sent.version = version }
      return (message["id"].flatMap { sent.expectations[$0] }, sent.version)
    }
    let answers = message["method"] == nil
    let subscription = message["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"]
    let version = answers ? expectation?.version ?? agreed : subscription == nil ? agreed : "2026-07-28"
    let method = answers ? expectation?.method : nil
    for problem in EmittedMessage.problems(in: message, version: version, method: method) {
      Issue.record("\(problem): \(message)")
    }
  }
}
