package import JSON
package import ProcessEnvironment
import StepUp
import TextCoding

/// The results of the checks: a line for each, in the order in which a call depends on them.
package struct Checkup: Sendable {
  enum Level: String, Sendable {
    /// A level of `skip` stands for something that was not tried.
    case ok, skip, warn, fail
  }

  struct Line: Sendable {
    let level: Level
    /// The subject of the check, in a word.
    let subject: String
    /// The result of the check.
    let text: String
    /// Advice on what to do next; `nil` if there is nothing to do.
    let advice: String?
  }

  private(set) var lines: [Line] = []

  /// Makes an empty list of results.
  package init() {}

  /// Whether a failure keeps calls from working.
  package var hasFailed: Bool { lines.contains { $0.level == .fail } }

  /// Whether a check of a subject has failed.
  package func hasFailed(_ subject: String) -> Bool { lines.contains { $0.level == .fail && $0.subject == subject } }

  /// A copy with secrets redacted.
  package func redacted(by redactor: Redactor) -> Checkup {
    var copy = self
    copy.lines = lines.map { line in
      Line(
        level: line.level,
        subject: line.subject,
        text: redactor.redact(line.text),
        advice: line.advice.map(redactor.redact)
      )
    }
    return copy
  }

  /// Adds the lines for one document, with its name if there are several.
  package mutating func add(_ other: Checkup, of document: String?) {
    for line in other.lines {
      add(line.level, line.subject, (document.map { "\($0): " } ?? "") + line.text, line.advice)
    }
  }

  /// Adds a result without a fault.
  package mutating func ok(_ subject: String, _ text: String) { add(.ok, subject, text, nil) }

  mutating func skip(_ subject: String, _ text: String, _ advice: String) { add(.skip, subject, text, advice) }

  mutating func warn(_ subject: String, _ text: String, _ advice: String) { add(.warn, subject, text, advice) }

  mutating func fail(_ subject: String, _ text: String, _ advice: String? = nil) { add(.fail, subject, text, advice) }

  /// Adds a failure, and ends its sentence with a full stop if there is none.
  package mutating func fail(_ subject: String, because error: some Error) {
    let text = "\(error)"
    fail(subject, text.hasSuffix(".") || text.hasSuffix("?") ? text : "\(text).")
  }

  private mutating func add(_ level: Level, _ subject: String, _ text: String, _ advice: String?) {
    lines.append(Line(level: level, subject: subject, text: text, advice: advice))
  }

  /// The lines for people, in the form `level  subject: text advice`.
  package var text: String {
    lines.map { line in
      let level = line.level.rawValue + String(repeating: " ", count: 4 - line.level.rawValue.count)
      let text = VisibleText.spelled("\(line.text)\(line.advice.map { " \($0)" } ?? "")")
      // Continuation lines are indented, so that quoted text does not look like another check.
      return "\(level)  \(line.subject): \(text.split(separator: "\n").joined(separator: "\n      "))"
    }.joined(separator: "\n")
  }

  /// The lines as JSON.
  package var json: JSONValue {
    .array(
      lines.map { line in
        var object: JSONObject = [
          "level": .string(line.level.rawValue), "subject": .string(line.subject), "text": .string(line.text),
        ]
        object.append("advice", ifPresent: line.advice.map(JSONValue.string))
        return .object(object)
      }
    )
  }
}
