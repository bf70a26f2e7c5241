import ApprovalJSON
import Files
import Glibc
package import ProcessEnvironment

/// The source of decisions: a person at the terminal, or options of the command.
package enum Approver {
  case person(Terminal)
  /// Approves, with the first line of standard input as the secret.
  case standardInput
  /// Makes one fixed decision that needs no secret.
  case decided(Decision)

  /// A decision to submit.
  package struct Decision {
    let name: String
    var secrets: [(name: String, text: String)] = []
    /// Further fields of the form, by their own names.
    var fields: [(name: String, text: String)] = []

    /// Declines the call.
    package static let decline = Decision(name: "decline")
    /// Revokes what the call made.
    package static let revoke = Decision(name: "revoke")
  }

  /// Shows words at the terminal, or on standard error.
  func say(_ text: String) {
    switch self {
    case .person(let terminal): terminal.show(text + "\n")
    case .standardInput, .decided: StandardStream.say(text)
    }
  }

  /// Gets a decision on a question.
  ///
  /// - Parameters:
  ///   - page: The question.
  ///   - isFirst: Whether this is the first question of the run.
  ///   - notice: The words for a person who interrupts the process instead.
  /// - Returns: The decision; `nil` to leave the question open.
  /// - Throws: An error if the input cannot be read.
  func decide(
    _ page: ApprovalPage,
    isFirst: Bool,
    interrupted notice: String
  ) throws(CommandFailure) -> Decision? {
    switch self {
    case .person(var terminal):
      terminal.interruptionNotice = notice
      // A person who mistyped a secret has already decided.
      let hasDecided = !isFirst && page.problem != nil
      let prompt = "Approve? yes, no, or nothing to leave it open: "
      switch hasDecided ? "yes" : try terminal.answer(prompt, among: ["yes", "y", "no", "n"]) {
      case "yes", "y": return try terminal.secrets(page.fields).map { Decision(name: "approve", secrets: $0) }
      case "no", "n": return .decline
      default: return nil
      }
    case .standardInput:
      guard isFirst else { return nil }
      guard let field = page.fields.first(where: \.isRequired) ?? page.fields.first,
        page.fields.count(where: \.isRequired) <= 1
      else {
        throw .usage("--password-stdin gives one secret, and more are asked for: run this at a terminal without it")
      }
      return Decision(name: "approve", secrets: [(field.name, try TypedSecret.line(descriptor: STDIN_FILENO))])
    case .decided(let decision): return isFirst && decision.name != Decision.revoke.name ? decision : nil
    }
  }

  /// Whether the created item is to be revoked.
  func revokes(_ subject: String) throws(CommandFailure) -> Bool {
    switch self {
    case .person(let terminal):
      try terminal.answer(
        "Revoke \(ApprovalPage.line(subject))? yes, or nothing to keep it: ",
        among: ["yes", "no", "n"]
      ) == "yes"
    case .decided(let decision): decision.name == Decision.revoke.name
    case .standardInput: false
    }
  }
}

extension Terminal {
  /// Asks for a text that is not shown.
  func text(_ prompt: String) throws(CommandFailure) -> String {
    String(decoding: try bytes(prompt, isShown: false), as: UTF8.self)
  }

  /// Asks for one of several words or an empty line; asks once more after another answer.
  func answer(_ prompt: String, among words: Set<String>) throws(CommandFailure) -> String {
    let word = try answer(prompt)
    guard !word.isEmpty, !words.contains(word) else { return word }
    show("That is no answer to this.\n")
    return try answer(prompt)
  }

  private func answer(_ prompt: String) throws(CommandFailure) -> String {
    String(decoding: try bytes(prompt, isShown: true).filter { $0 > 0x20 }, as: UTF8.self).lowercased()
  }

  /// Asks for each field; `nil` if a required one was left empty.
  fileprivate func secrets(_ fields: [ApprovalPage.Field]) throws(CommandFailure) -> [(name: String, text: String)]? {
    var secrets: [(name: String, text: String)] = []
    for field in fields {
      let name = ApprovalPage.line(ApprovalPage.words(field.name))
      let bytes = try bytes("Your \(name)\(field.isRequired ? "" : " (optional)"), not shown: ", isShown: false)
      guard let text = String(validating: bytes, as: UTF8.self) else { throw .usage("what was typed is not UTF-8") }
      guard !text.isEmpty || !field.isRequired else { return nil }
      if !text.isEmpty { secrets.append((field.name, text)) }
    }
    return secrets
  }

  private func bytes(_ prompt: String, isShown: Bool) throws(CommandFailure) -> [UInt8] {
    do throws(FileError) { return try line(prompt, isShown: isShown) } catch { throw .failed("\(error)") }
  }
}
