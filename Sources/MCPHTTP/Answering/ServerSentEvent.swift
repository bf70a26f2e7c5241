/// An event of a stream (HTML standard, server-sent events).
enum ServerSentEvent {
  /// A message, which is a line of JSON; with an id if the stream can be resumed.
  static func message(_ message: [UInt8], id: EventID? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(message.count + 40)
    if let id { bytes.append(contentsOf: "id: \(id)\n".utf8) }
    bytes.append(contentsOf: "data: ".utf8)
    bytes.append(contentsOf: message)
    bytes.append(contentsOf: "\n\n".utf8)
    return bytes
  }

  /// An event without a message, which gives the client an id before the first message (2025-11-25, LHTTP-13).
  ///
  /// `retry` is the delay before the client reconnects, in milliseconds.
  static func priming(id: EventID, retry: Int) -> [UInt8] { Array("id: \(id)\nretry: \(retry)\ndata:\n\n".utf8) }

  /// A comment, which clients skip: it keeps intermediaries from closing the connection (SUB-11).
  static let keepAlive = Array(": keep-alive\n\n".utf8)
}

/// The id of an event within a session: its stream, and its number on that stream (LHTTP-15).
struct EventID: Sendable, Hashable, CustomStringConvertible {
  let stream: Int
  let number: Int

  init(stream: Int, number: Int) {
    self.stream = stream
    self.number = number
  }

  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let stream = Int(parts[0]), let number = Int(parts[1]), stream >= 0, number >= 0 else {
      return nil
    }
    self.init(stream: stream, number: number)
  }

  var description: String { "\(stream)-\(number)" }
}
