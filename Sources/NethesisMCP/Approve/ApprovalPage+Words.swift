import JSON
import StepUp

extension ApprovalPage {
  /// What is about to happen, for a person to read before anything is decided.
  ///
  /// - Parameter host: Who asks.
  /// - Returns: The words, each value on a line of its own.
  func question(from host: String) -> String {
    let place = VisibleOrigin.spelled(backend)
    let own = [("Tool", tool), ("Sent to", place), ("Ends at", expiresAt)]
    let rows =
      arguments.members.map {
        (VisibleText.name($0.name, besides: own.map(\.0)), $0.value.string ?? $0.value.description)
      } + own
    let width = min(rows.map(\.0.count).max() ?? 0, Self.widestName)
    let lines = rows.map { name, value in Self.row(name, VisibleText.value(value), width: width) }
    return """
      \(host) asks for your approval:

        \(Self.line(title))
      \(lines.joined(separator: "\n"))

      An AI assistant asks to do this in your name. It cannot see what you type here:
      that is sent to \(host), and from there to \(Self.line(place)).
      \(hindrance.map { "Not now: \(Self.line($0))\n" } ?? "")\(notice.map { "Before you approve: \(Self.line($0)) Approving makes another one.\n" } ?? "")
      """
  }

  /// The columns that names of arguments share; longer ones have a line of their own.
  private static let widestName = 24
  /// The characters of a value that stand on one line, so that no terminal breaks it.
  private static let widestValue = 48

  /// A row of the table: a value that is long goes on behind marks, so that nothing in it looks like the next row.
  private static func row(_ name: String, _ value: String, width: Int) -> String {
    let indentation = String(repeating: " ", count: width + 2)
    var lines: [String] = []
    var rest = value[...]
    repeat {
      lines.append(String(rest.prefix(widestValue)))
      rest = rest.dropFirst(widestValue)
    } while !rest.isEmpty
    let text = lines.joined(separator: "\n\(indentation)  \u{21B3} ")
    guard name.count <= width else { return "  \(name)\n\(indentation)  \(text)" }
    return "  \(name)\(String(repeating: " ", count: width - name.count))  \(text)"
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
  static func line(_ text: String) -> String { VisibleText.value(text) }
}
