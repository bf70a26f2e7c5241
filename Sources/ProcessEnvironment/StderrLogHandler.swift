import Glibc
package import Logging
import TextCoding

/// Writes log messages to standard error, each on one line: `level message key=value`.
///
/// Registered secrets are redacted. A line is written with one system call, so that lines of several threads do not
/// mix.
package struct StderrLogHandler: LogHandler {
  /// Metadata for every line.
  package var metadata: Logger.Metadata = [:]
  /// The least level that is written.
  package var logLevel: Logger.Level
  private let redactor: Redactor
  private let descriptor: Int32

  /// Makes a handler that writes to a descriptor.
  package init(level: Logger.Level, redactor: Redactor, descriptor: Int32 = STDERR_FILENO) {
    logLevel = level
    self.redactor = redactor
    self.descriptor = descriptor
  }

  /// A metadata value for every line.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes an event as a line.
  package func log(event: LogEvent) {
    var line = "\(event.level) \(event.message)"
    let metadata = metadata.merging(event.metadata ?? [:]) { _, new in new }
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      line += " \(key)=\(Self.quoted(redactor.redact("\(value)")))"
    }
    if let error = event.error { line += " error=\(Self.quoted(redactor.redact("\(error)")))" }
    StandardStream.write(Self.singleLine(redactor.redact(line)) + "\n", to: descriptor)
  }

  /// A value, in quotation marks if it is empty or has spaces or quotation marks.
  private static func quoted(_ value: String) -> String {
    value.isEmpty || value.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: "\"") } ? value.debugDescription : value
  }

  /// The text with invisible characters escaped, so that it can neither forge a line nor control a terminal.
  private static func singleLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
    return text.unicodeScalars.map { VisibleText.isHidden($0) ? $0.escaped(asASCII: true) : "\($0)" }.joined()
  }
}

extension Logger {
  /// Makes a logger that writes to standard error.
  package init(level: Logger.Level, redactor: Redactor) {
    self.init(label: "nethesis-mcp") { _ in StderrLogHandler(level: level, redactor: redactor) }
  }
}
