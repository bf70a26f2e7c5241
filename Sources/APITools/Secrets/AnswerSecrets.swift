import JSON
import OpenAPI

/// The secrets in the answers of an operation.
struct AnswerSecrets: Sendable {
  private let fields: Lazily<[SecretFields]>
  private let isDescribed: Bool
  /// Of what no schema describes, the names of the members decide.
  private static let unknown = SecretFields(schema: true, role: .output)

  init(_ operation: Operation, in document: APIDocument) {
    isDescribed = operation.successes.contains { $0.json?.schema != nil }
    fields = Lazily {
      let schemas = operation.successes.compactMap { $0.json?.schema }.map(document.dereference)
      return schemas.isEmpty ? [Self.unknown] : schemas.map { SecretFields(schema: $0, role: .output) }
    }
  }

  /// The names of the fields that are secret by the schema, sorted.
  var names: [String] { Set(fields.value.flatMap(\.names)).sorted() }

  /// The secrets of a success, with the names of their fields.
  func secrets(in value: JSONValue) -> [(name: String, text: String)] {
    var found: [(name: String, text: String)] = []
    let all = fields.value.flatMap { $0.named(in: value) }
    for secret in all where !found.contains(where: { $0.text == secret.text }) { found.append(secret) }
    return found
  }

  /// Whether there may be some: of what no schema describes, nobody knows.
  var isLikely: Bool { fields.value.contains { !$0.isEmpty } || !isDescribed }

  /// A success without its secrets, wherever in it they are said again; `nil` if it has none.
  func masking(_ value: JSONValue, as marker: String) -> JSONValue? {
    let secrets = secrets(in: value).map(\.text)
    guard !secrets.isEmpty else { return nil }
    let masked = fields.value.reduce(value) { $1.masking($0, as: marker) }
    return Scrubber(secrets).scrub(masked)
  }

  /// The secrets of a failure.
  static func secrets(inFailure value: JSONValue) -> [String] { unknown.named(in: value).map(\.text) }

  /// A failure without what the names of its members call secret, wherever in it that is said again.
  static func masking(failure value: JSONValue, as marker: String) -> JSONValue {
    scrubber(ofFailure: value).scrub(unknown.masking(value, as: marker))
  }

  /// Knows the secrets of a success, to take them out of what is said beside it.
  func scrubber(of value: JSONValue) -> Scrubber { Scrubber(secrets(in: value).map(\.text)) }

  /// Knows the secrets of a failure.
  static func scrubber(ofFailure value: JSONValue) -> Scrubber { Scrubber(secrets(inFailure: value)) }
}
