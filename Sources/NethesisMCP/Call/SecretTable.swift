import APITools
import StepUp

/// What becomes of the secrets of each tool, in words.
struct SecretTable {
  private let policy: SecretPolicy
  private let asksPeople: Bool

  init(_ settings: Settings) {
    policy = settings.secrets
    asksPeople = settings.asksPeople
  }

  /// A paragraph for each tool that takes or gives a secret.
  func text(_ entries: [APITools.Entry]) -> String {
    let paragraphs = entries.compactMap { entry -> String? in
      let asked = Set(entry.secretArguments)
      let inputs = entry.secretInputs.map { name in
        "  takes \(VisibleText.value(name)): \(input(isAsked: asked.contains(name)))"
      }
      let outputs = entry.secretOutputs.map { name in
        "  gives \(VisibleText.value(name)): \(output(of: entry.name, isPaired: !asked.isEmpty))"
      }
      guard !inputs.isEmpty || !outputs.isEmpty else { return nil }
      return ([entry.name] + inputs + outputs).joined(separator: "\n")
    }
    let head = "With --secrets \(policy.rawValue):"
    return ([head] + (paragraphs.isEmpty ? ["No tool takes or gives a secret."] : paragraphs)).joined(separator: "\n")
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
