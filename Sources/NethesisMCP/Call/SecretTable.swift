import APITools
import Calls
import JSON
import OpenAPI
import Settings
import StepUp
import TextCoding

/// The secrets of each tool, with the rule that makes them secret and their treatment.
struct SecretTable {
  private let policy: SecretPolicy
  private let asksPeople: Bool

  init(_ settings: Settings) {
    policy = settings.secrets
    asksPeople = settings.asksPeople
  }

  /// A paragraph for each tool with a secret in its input or output.
  func text(_ entries: [APITools.Entry]) -> String {
    let paragraphs = rows(entries).map { name, rows in
      ([name] + rows.map(\.line)).joined(separator: "\n")
    }
    let head = "With --secrets \(policy.rawValue):"
    return ([head] + (paragraphs.isEmpty ? ["No tool takes or gives a secret."] : paragraphs)).joined(separator: "\n")
  }

  /// The same as JSON: an array with an object for each secret.
  func json(_ entries: [APITools.Entry]) -> JSONValue {
    .array(
      rows(entries).flatMap { name, rows in
        rows.map { row -> JSONValue in
          [
            "tool": .string(name), "direction": .string(row.direction), "field": .string(row.path),
            "rule": .string(row.rule), "outcome": .string(row.outcome),
          ]
        }
      }
    )
  }

  private struct Row {
    /// `takes` or `gives`.
    var direction: String
    var path: String
    var rule: String
    var outcome: String

    /// The row as a line: the name of the field first, then its path if it is not at the root.
    var line: String {
      let name = path.split(separator: ".").last.map(String.init) ?? path
      let reason = name == path ? rule : "\(path), \(rule)"
      return "  \(direction) \(VisibleText.value(name)): \(outcome) (\(VisibleText.value(reason)))"
    }
  }

  /// The tools with a secret in their input or output, with their rows.
  private func rows(_ entries: [APITools.Entry]) -> [(name: String, rows: [Row])] {
    entries.compactMap { entry in
      let asked = Set(entry.secretArguments)
      let inputs = entry.secretInputs.map { place in
        Row(
          direction: "takes",
          path: place.path,
          rule: place.rule.phrase,
          outcome: input(isAsked: asked.contains(place.path))
        )
      }
      let outcome = output(of: entry.name, isPaired: !asked.isEmpty)
      var outputs = entry.secretPlaces.map { place in
        Row(direction: "gives", path: place.path, rule: place.rule.phrase, outcome: outcome)
      }
      if entry.hasUnknownAnswer {
        outputs.append(
          Row(
            direction: "gives",
            path: "*",
            rule: "the document does not describe the answer, so names alone decide",
            outcome: outcome
          )
        )
      }
      let rows = inputs + outputs
      return rows.isEmpty ? nil : (entry.name, rows)
    }
  }

  private var person: String { asksPeople ? "the user types it on a private page" : "nobody is asked (--no-step-up)" }

  private func input(isAsked: Bool) -> String {
    switch policy {
    case .inline: "the model gives it as an argument"
    case .auto: isAsked ? "a script may pass it; without it, \(person)" : "the model gives it as an argument"
    case .strict: isAsked ? "\(person), and it is refused as an argument" : "refused as an argument"
    }
  }

  private func output(of tool: String, isPaired: Bool) -> String {
    let page = asksPeople ? "the user sees it once on the page, the model never" : "nobody sees it"
    let kept = "the model does not see it; nethesis-mcp call \(tool) --token-to FILE gives it to a person"
    switch policy {
    case .inline: return "the model sees it in the result"
    case .auto: return isPaired ? "who passed the secret sees it in the result; otherwise \(page)" : kept
    case .strict: return isPaired ? page : kept
    }
  }
}
