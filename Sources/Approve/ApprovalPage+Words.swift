import ApprovalJSON
import JSON
import ProcessEnvironment
import TextCoding

extension ApprovalPage {
  /// The question for the person to read before deciding.
  ///
  /// - Parameter host: The host that serves the page.
  /// - Returns: The text, with each value on a line of its own.
  func question(from host: String) -> String {
    let place = VisibleOrigin.spelled(backend)
    let account = account.map { [("Account", $0)] } ?? []
    let own = [("Tool", tool), ("Sent to", place)] + account + [("Ends at", expiresAt)]
    let rows =
      arguments.members.map {
        (VisibleText.name($0.name, besides: own.map(\.0) + ["Account"]), $0.value.string ?? $0.value.description)
      } + own
    let width = min(rows.map(\.0.count).max() ?? 0, Self.widestName)
    let lines = rows.map { name, value in Self.row(name, VisibleText.value(value), width: width) }
    return """
      \(host) asks for your approval:

        \(Self.line(title))
      \(lines.joined(separator: "\n"))

      An AI assistant asks to do this in your name. It cannot see what you type here:
      that is sent to \(host), and from there to \(Self.line(place)).
      \(news.map { "Look again: \(Self.line($0)) Nothing was sent.\n" } ?? "")\(hindrance.map { "Not now: \(Self.line($0))\n" } ?? "")\(notice.map { "Before you approve: \(Self.line($0)) Approving makes another one.\n" } ?? "")
      """
  }

  /// The widest column of argument names; longer names have a line of their own.
  private static let widestName = 24
  /// The most characters of a value on a line, so that no terminal breaks it.
  private static let widestValue = 48

  /// A row of the table; a long value continues after marks, so that nothing in it looks like the next row.
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

  /// The reason why the last submission was refused; `nil` if it was not, or there was none.
  var refusal: String? {
    problem.map { problem in
      let advice = [problem.heading, problem.text].filter { !$0.isEmpty }.joined(separator: " ")
      let name = fields.count == 1 ? "The \(Self.line(Self.words(fields[0].name)))" : "One of the secrets"
      return
        "\(name) is wrong, or could not be checked.\n\(Self.line(advice))\nWhat exactly was said:\n"
        + Self.quoted(problem.reason)
    }
  }

  /// Whether the page takes one more attempt after a refused one.
  var isLastAttempt: Bool { problem?.attemptsLeft == 1 }

  /// A notice of an earlier refused attempt; `nil` if there was none.
  var earlierRefusal: String? {
    problem.map { problem in
      let left = problem.attemptsLeft.map { $0 == 1 ? "; 1 attempt is left" : "; \($0) attempts are left" }
      return "An earlier attempt was not accepted\(left ?? "")."
    }
  }

  /// The outcome in words.
  var outcome: String {
    "\(Self.line(heading)). \(Self.line(text))\(reason.map { "\n\(Self.quoted($0))" } ?? "")"
  }

  /// The outcome in words, and the place of its secrets.
  func outcome(in destination: SecretDestination?) -> String {
    let names = secrets.map { Self.line(Self.words($0.name)) }.joined(separator: ", ")
    let verb = secrets.count == 1 ? "is" : "are"
    return switch destination {
    case .file(let file): "\(Self.line(heading)). Your \(names) \(verb) in \(file.path)."
    case .output: "\(Self.line(heading)). Your \(names) \(verb) on standard output."
    case nil: outcome
    }
  }

  /// A parameter name in words: `_` and `-` become spaces.
  static func words(_ name: String) -> String { name.split { $0 == "_" || $0 == "-" }.joined(separator: " ") }

  /// Lengthy words of a server, set off from the program's own.
  private static func quoted(_ text: String) -> String {
    VisibleText.spelled(text).split(separator: "\n").map { "  | \($0)" }.joined(separator: "\n")
  }

  /// Words of a server on one line, without characters that a terminal obeys.
  static func line(_ text: String) -> String { VisibleText.value(text) }
}
