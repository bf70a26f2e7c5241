package import Calls
import Crypto
import Glibc
import JSON
import TextCoding

/// A record of calls in a file, one JSON line per event.
///
/// Each line has the digest of the previous line and its own seal, so that ``AuditTrail`` detects lines changed,
/// removed or moved later. Several processes may write to one file: each reads the previous line and writes its own
/// under one lock. The file is opened for each line, so it can be moved away at any time; the next line then starts a
/// new file.
package struct AuditLog: CallAudit {
  private let path: String
  private let transport: String
  private let key: SymmetricKey
  private let scrubbing: AuditScrubbing
  private let lost: @Sendable (String) -> Void
  private let now: @Sendable () -> Int

  /// Makes the file and its key unless they exist, readable only by their owner.
  ///
  /// - Parameters:
  ///   - path: The file, or a link to it; the key is beside the file, with `.key` appended to its name.
  ///   - transport: The transport of the callers, for each line.
  ///   - scrubbing: Redacts secrets in each line.
  ///   - lost: Receives a message on each event that could not be recorded after it happened.
  ///   - now: The Unix time, in seconds.
  /// - Throws: The reason why no record can be kept there: a file with lines must have its key.
  package init(
    _ path: String,
    transport: String,
    scrubbing: AuditScrubbing = .none,
    lost: @escaping @Sendable (String) -> Void,
    now: @escaping @Sendable () -> Int = { UTCTime.now() }
  ) throws(AuditFailure) {
    self.transport = transport
    self.scrubbing = scrubbing
    self.lost = lost
    self.now = now
    // Under the file's lock, so that two processes do not make two keys.
    let file = try LockedFile(path)
    // A link that is changed later must not bring lines to a record with another key.
    self.path = LockedFile.realPath(path)
    key = try AuditKey.key(of: self.path, making: file.isEmpty)
    _ = consume file
  }

  package func record(_ event: CallEvent) throws(AuditFailure) {
    let file = try LockedFile(path)
    let before = try file.lastLine()
    try file.append(AuditLine.line(content(event), before: before, key: key))
  }

  package func report(_ failure: AuditFailure, losing event: CallEvent) {
    lost(
      "the audit log has no line for this: \(event.kind.rawValue) \(event.tool) (\(event.call)). \(failure.sentence)"
    )
  }

  private func content(_ event: CallEvent) -> JSONObject {
    var content: JSONObject = [
      "time": .string(UTCTime.text(now())), "event": .string(event.kind.rawValue), "call": .string(event.call),
      "transport": .string(transport),
    ]
    if let caller = event.caller, !caller.isEmpty { content.append("caller", .string(caller)) }
    content.append("tool", .string(event.tool))
    if let first = event.first { content.append("first", .string(first)) }
    if let request = event.request { content.append("request", .string(request)) }
    if let arguments = recorded(event) { content.append("arguments", arguments) }
    if !event.tokens.isEmpty {
      var tokens = JSONObject()
      for (name, text) in event.tokens { tokens[name] = .string(AuditLine.fingerprint(text, key: key)) }
      content.append("tokens", .object(tokens))
    }
    if let outcome = event.outcome.map(scrubbing.sentence) {
      content.append("outcome", .string(String(outcome.prefix(500))))
    }
    return content
  }

  /// The longest arguments that are recorded, in bytes of JSON.
  private static let maximumArguments = 16 << 10

  private func recorded(_ event: CallEvent) -> JSONValue? {
    guard let arguments = event.arguments else { return nil }
    let size = JSONValue.object(arguments).description.utf8.count
    guard size <= Self.maximumArguments else { return .string("(\(size) bytes, left out)") }
    return event.arguments(scrubbedBy: scrubbing.value).map(JSONValue.object)
  }
}
