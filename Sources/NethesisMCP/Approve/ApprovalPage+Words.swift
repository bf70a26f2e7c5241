import JSON
import StepUp

extension ApprovalPage {
  /// What is about to happen, for a person to read before anything is decided.
  ///
  /// - Parameter host: Who asks.
  /// - Returns: The words, each value on a line of its own.
  func question(from host: String) -> String {
    let rows =
      arguments.members.map { (Self.words($0.name), $0.value.string ?? $0.value.description) } + [
        ("Tool", tool), ("Sent to", backend), ("Ends at", expiresAt),
      ]
    let width = rows.map(\.0.count).max() ?? 0
    let lines = rows.map { name, value in
      // On one line each, so that no value looks like the next row.
      "  \(Self.line(name))\(String(repeating: " ", count: width - name.count))  \(Self.line(value))"
    }
    return """
      \(host) asks for your approval:

        \(Self.line(title))
      \(lines.joined(separator: "\n"))

      An AI assistant asks to do this in your name. It cannot see what you type here:
      that is sent to \(host), and from there to \(Self.line(backend)).
      \(notice.map { "Before you approve: \(Self.line($0)) Approving makes another one.\n" } ?? "")
      """
  }

  /// Why what was typed was not accepted; `nil` if it was, or nothing was typed yet.
  var refusal: String? {
    problem.map { "\(Self.line($0.text))\nWhat exactly was said:\n\(Self.quoted($0.reason))" }
  }

  /// That somebody has tried before; `nil` if nobody has, or it was accepted.
  var earlierRefusal: String? {
    problem.map { problem in
      let left = problem.attemptsLeft.map { $0 == 1 ? "; 1 attempt is left" : "; \($0) attempts are left" }
      return "An earlier attempt was not accepted\(left ?? "")."
    }
  }

  /// What came of it.
  var outcome: String {
    "\(Self.line(heading)). \(Self.line(text))\(reason.map { "\n\(Self.quoted($0))" } ?? "")"
  }

  /// What came of it, and where its secrets are.
  func outcome(in destination: SecretDestination?) -> String {
    let names = secrets.map { Self.line(Self.words($0.name)) }.joined(separator: ", ")
    let verb = secrets.count == 1 ? "is" : "are"
    return switch destination {
    case .file(let file): "\(Self.line(heading)). Your \(names) \(verb) in \(file.path)."
    case .output: "\(Self.line(heading)). Your \(names) \(verb) on standard output."
    case nil: outcome
    }
  }

  /// A name as people read it.
  static func words(_ name: String) -> String { name.split { $0 == "_" || $0 == "-" }.joined(separator: " ") }

  /// What a server has said at length, apart from what is said here.
  private static func quoted(_ text: String) -> String {
    VisibleText.spelled(text).split(separator: "\n").map { "  | \($0)" }.joined(separator: "\n")
  }

  /// What a server has said, without anything that a terminal would obey.
  static func line(_ text: String) -> String { VisibleText.spelled(text, keepsLines: false) }
}
