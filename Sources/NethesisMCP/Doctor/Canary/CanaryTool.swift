import APITools
import Canary
import JSON
import MCP
import OpenAPI

/// A tool as the check calls it.
struct CanaryTool: Sendable {
  let name: String
  /// Arguments that its schema allows, without secrets.
  let arguments: JSONObject
  /// The arguments that are secrets.
  let secrets: [String]
  /// Whether a person is asked for one of them.
  let asks: Bool
  /// Method and path of its operation.
  let operation: String
  /// Whether the page of it shows a secret of the answer.
  let shows: Bool
  /// Whether a credential is shown with it.
  let needsCredential: Bool
  /// Why it cannot be called; `nil` if it can.
  let problem: String?
  /// The argument that may have any text.
  private let varied: String?

  /// Takes an operation, and how its path begins at the backend of the check.
  init(_ entry: APITools.Entry, at path: String) {
    name = entry.name
    var arguments = SchemaSample.arguments(.object(entry.tool.inputSchema)).object ?? [:]
    for name in entry.secretArguments + entry.untypableSecrets { arguments[name] = nil }
    self.arguments = arguments
    secrets = entry.secretArguments
    asks = !entry.missingSecrets(in: arguments).isEmpty
    operation = "\(entry.operation.method) \(path)\(entry.operation.path)"
    shows = asks && !entry.secretOutputs.isEmpty
    needsCredential = entry.operation.security.contains { !$0.schemes.isEmpty }
    problem = entry.problem(with: arguments)
    varied =
      arguments.members.first { name, value in
        guard let text = value.string else { return false }
        var others = arguments
        others[name] = .string("\(text) 99")
        return entry.problem(with: others) == nil
      }?.name
  }

  /// Whether calls can be made different, so that a person is asked anew for each.
  var isVariable: Bool { varied != nil }

  /// Arguments that differ from those with another number.
  func arguments(_ number: Int) -> JSONObject {
    var arguments = arguments
    if let varied, let text = arguments[varied]?.string { arguments[varied] = .string("\(text) \(number)") }
    return arguments
  }

  /// What the backend answers when the operation succeeds: as the document has it, with a secret in every string.
  func success(
    _ entry: APITools.Entry,
    in document: APIDocument,
    _ secrets: CanarySecrets
  ) -> EchoAnswer.Success {
    let response = entry.operation.successes.first
    let schema = response?.json?.schema.map(document.dereference) ?? [:]
    let outputs = Set(entry.secretOutputs)
    let spellings = Self.spellings(secrets.all)
    var status = 200
    if case .code(let code)? = response?.status, code != 204 { status = code }
    return EchoAnswer.Success(status: status) { situation in
      // Of a secret that is not sent, and is no field that is one, nobody could know that it is one.
      let known = situation.shown + (outputs.isEmpty ? [] : [secrets.token])
      let spellings = spellings.filter { known.contains($0.secret) }.map(\.text)
      return SchemaSample.answer(schema) { name, number in
        if outputs.contains(name) { return secrets.token.text }
        // What is like the call is looked for, and told of.
        if let argument = situation.arguments[name]?.string { return argument }
        if name == "id" { return "\(situation.carriedOut) \(situation.shown.map(\.text).joined(separator: " "))" }
        guard !spellings.isEmpty else { return nil }
        return (0..<5).map { spellings[(number * 5 + $0) % spellings.count] }.joined(separator: " ")
      }
    }
  }

  private static func spellings(
    _ secrets: [CanarySecrets.Secret]
  ) -> [(secret: CanarySecrets.Secret, text: String)] {
    secrets.flatMap { secret in Spelling.allCases.map { (secret, $0.write(secret.text)) } }
  }
}
