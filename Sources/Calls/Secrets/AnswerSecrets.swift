package import JSON
import LazyValue
package import OpenAPI

/// The secrets in the responses of an operation.
package struct AnswerSecrets: Sendable {
  /// A secret of a response, and its position.
  struct Found: Sendable {
    let name: String
    let text: String
    let location: JSONPointer
  }

  private let fields: Lazy<[SecretFields]>
  /// Whether the document describes a success.
  package let isDescribed: Bool
  /// The names and values that the document states of successes, and of failures by status.
  private let shapes: Lazy<Shapes>
  /// Without a schema, the names of members decide.
  private static let unknown = SecretFields(schema: true, role: .output)

  private struct Shapes: Sendable {
    let success: DeclaredShape
    let failures: [(status: DocumentedResponse.Status, shape: DeclaredShape)]
  }

  /// Finds the secrets that the responses of an operation declare.
  package init(_ operation: Operation, in document: APIDocument) {
    isDescribed = operation.successes.contains { $0.json?.schema != nil }
    fields = Lazy {
      let schemas = operation.successes.compactMap { $0.json?.schema }.map(document.dereferenceNaming)
      let subjects = OperationSubjects(operation)
      return (schemas.isEmpty ? [true] : schemas).map { SecretFields(schema: $0, of: subjects, role: .output) }
    }
    shapes = Lazy {
      let failures = operation.responses.filter { !$0.status.isSuccess }
      return Shapes(
        success: DeclaredShape(operation.successes.compactMap { $0.json?.schema }.map(document.dereference)),
        failures: failures.map { response in
          (response.status, DeclaredShape([response.json?.schema].compactMap { $0 }.map(document.dereference)))
        }
      )
    }
  }

  /// The positions that the schema declares as secret, each once.
  package var places: [SecretFields.SecretPlace] {
    var seen: Set<SecretFields.SecretPlace> = []
    return fields.value.flatMap(\.places).filter { seen.insert($0).inserted }
  }

  /// The number of searches of responses so far, with each of the schemas of a success.
  package var searchCount: Int { fields.value.reduce(0) { $0 + $1.searchCount } }

  /// The names of the fields that the schema declares as secret, sorted.
  package var names: [String] { Set(fields.value.flatMap(\.names)).sorted() }

  /// The secrets of a response with a status.
  func found(in value: JSONValue, status: Int) -> [Found] {
    let fields = 200..<300 ~= status ? fields.value : [Self.unknown]
    return fields.flatMap { fields in
      fields.secrets(in: value).map { location, secret in
        Found(
          name: location.tokens.last { Int($0) == nil } ?? "secret",
          text: secret.string ?? secret.description,
          location: location
        )
      }
    }
  }

  /// The secrets of a successful response, with the names of their fields.
  package func secrets(in value: JSONValue) -> [(name: String, text: String)] {
    var texts: Set<String> = []
    return found(in: value, status: 200).filter { texts.insert($0.text).inserted }.map { ($0.name, $0.text) }
  }

  /// The names and values that the document states of a response with a status.
  func shape(status: Int) -> DeclaredShape {
    guard !(200..<300 ~= status) else { return shapes.value.success }
    let failures = shapes.value.failures
    let own = failures.first { $0.status == .code(status) } ?? failures.first { $0.status == .range(status / 100) }
    return (own ?? failures.first { $0.status == .default })?.shape ?? DeclaredShape([])
  }

  /// Whether a response may have secrets: always without a schema, since its content is unknown.
  var isLikely: Bool { fields.value.contains { !$0.isEmpty } || !isDescribed }

  /// A successful response with its secrets masked, including copies of them elsewhere in it; `nil` if it has none.
  package func masking(_ value: JSONValue, as marker: String) -> JSONValue? {
    var ledger = SecretLedger()
    ledger.search(value, by: self, status: 200)
    guard !ledger.locations.isEmpty else { return nil }
    let redaction = ValueRedaction(
      ledger.completeScrubber,
      shape(status: 200),
      secrets: ledger.locations,
      marker: marker
    )
    return redaction.redacted(value)
  }
}
