import APITools
import Canary
import JSON
import MCP
import OpenAPI

/// A tool, with everything needed to call it in the check.
struct CanaryTool: Sendable {
  let name: String
  /// Arguments that its schema allows, without secrets.
  let arguments: JSONObject
  /// The names of the secret arguments.
  let secrets: [String]
  /// Whether a person is asked for one of them.
  let asks: Bool
  /// The method and path of its operation.
  let operation: String
  /// Whether its page shows a secret of the response.
  let shows: Bool
  /// Whether its requests carry a credential.
  let needsCredential: Bool
  /// The reason why it cannot be called; `nil` if it can.
  let problem: String?
  /// The argument that accepts any text; `nil` if there is none.
  private let varied: String?

  /// Takes an operation, and the start of its path at the check's backend.
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

  /// Whether calls can be made different, so that each gets an approval of its own.
  var isVariable: Bool { varied != nil }

  /// Arguments that are different for each number.
  func arguments(_ number: Int) -> JSONObject {
    var arguments = arguments
    if let varied, let text = arguments[varied]?.string { arguments[varied] = .string("\(text) \(number)") }
    return arguments
  }

  /// A successful response according to the document, with a secret in every string.
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
      // A secret that is neither sent nor in a secret field cannot be recognised as one.
      let known = situation.shown + (outputs.isEmpty ? [] : [secrets.token])
      let spellings = spellings.filter { known.contains($0.secret) }.map(\.text)
      return SchemaSample.answer(schema) { name, number in
        if outputs.contains(name) { return secrets.token.text }
        // Items similar to the call are searched for and shown.
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
    secrets.flatMap { secret in EchoSpelling.allCases.map { (secret, $0.write(secret.text)) } }
  }
}
