package import APITools
import Crypto
import Glibc
import JSON

/// A record of calls in a file, one line of JSON for each event.
///
/// Each line has the digest of the line before it and a seal of its own, so that what was changed, removed or moved
/// later is found by ``AuditTrail``. Several processes may write to one file: a line is written under a lock, and the
/// line before it is read under the same. The file is opened for each line, so that it can be moved away at any time;
/// the next line then begins a new one.
package struct AuditLog: CallAudit {
  private let path: String
  private let transport: String
  private let key: SymmetricKey
  private let scrubbing: AuditScrubbing
  private let lost: @Sendable (String) -> Void
  private let now: @Sendable () -> Int

  /// Makes the file and its key, where they are not there yet, for their owner alone.
  ///
  /// - Parameters:
  ///   - path: The file, or a link to it; that of the key is beside the file and has `.key` behind its name.
  ///   - transport: By what callers come, as it stands in each line.
  ///   - scrubbing: Takes out of a line what no record may have.
  ///   - lost: Is told of each event that could not be recorded after it had happened.
  ///   - now: The time in seconds since 1970.
  /// - Throws: Why no record can be kept there: a file that has lines must have its key.
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
    // Under the lock of the file, so that two processes do not make two keys.
    let file = try LockedFile(path)
    // A link that is turned to another file later would bring lines to a record of another key.
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

  /// The longest arguments that are kept, in bytes of JSON.
  private static let maximumArguments = 16 << 10

  private func recorded(_ event: CallEvent) -> JSONValue? {
    guard let arguments = event.arguments else { return nil }
    let size = JSONValue.object(arguments).description.utf8.count
    guard size <= Self.maximumArguments else { return .string("(\(size) bytes, left out)") }
    return event.arguments(scrubbedBy: scrubbing.value).map(JSONValue.object)
  }
}
