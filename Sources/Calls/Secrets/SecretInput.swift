package import JSON
import LazyValue
package import OpenAPI
package import Operations
import Redaction

/// The secrets among the arguments of a tool, handled by its policy.
package struct SecretInput: Sendable {
  /// An argument whose whole value is a secret.
  package struct Field: Sendable, Hashable {
    /// The name of the argument.
    package let name: String

    /// Whether a call needs it.
    package let isRequired: Bool
  }

  let policy: SecretPolicy
  /// Whether a person can be asked.
  let asks: Bool
  /// The secret arguments that a person can type, in the order of the schema; empty under the policy `inline`.
  package let fields: [Field]
  /// The secret arguments of several or nested values, which nobody can type into one field.
  let untypable: [Field]
  /// The names of the secret arguments that a person can type, under any policy.
  package let typableNames: [String]
  /// The names of the secret arguments that nobody can type, under any policy.
  package let untypableNames: [String]
  /// The secret fields of the arguments, at any depth.
  private let secrets: SecretFields
  /// The names and values that the document states for arguments.
  let shape: Lazy<DeclaredShape>

  /// Finds the secret arguments of an input, and whether a person is asked for them.
  package init(_ input: ToolInput, policy: SecretPolicy, asks: Bool) {
    self.policy = policy
    self.asks = asks
    secrets = input.secrets
    let annotated = input.annotatedSchema
    shape = Lazy { DeclaredShape([.object(annotated)]) }
    let required = Set((input.annotatedSchema["required"]?.array ?? []).compactMap(\.string))
    var typable: [Field] = []
    var untypable: [Field] = []
    for (name, schema) in input.annotatedSchema["properties"]?.object ?? [:] {
      guard let whole = input.secrets.whole(name) else { continue }
      let field = Field(name: name, isRequired: required.contains(name))
      if case .value = whole, Self.isText(schema) { typable.append(field) } else { untypable.append(field) }
    }
    typableNames = typable.map(\.name)
    untypableNames = untypable.map(\.name)
    fields = policy == .inline ? [] : typable
    self.untypable = policy == .inline ? [] : untypable
  }

  private static func isText(_ schema: JSONValue) -> Bool {
    guard let type = schema["type"] else {
      return schema["properties"] == nil && schema["additionalProperties"] == nil && schema["items"] == nil
    }
    return (type.array ?? [type]).contains("string")
  }

  /// The schema of the arguments under the policy; secrets that a person can be asked for are not required.
  package func schema(_ schema: JSONObject) -> JSONObject {
    guard !fields.isEmpty || !untypable.isEmpty else { return schema }
    var schema = schema
    let names = Set((fields + untypable).map(\.name))
    let required = (schema["required"]?.array ?? []).filter { $0.string.map { !names.contains($0) } ?? true }
    schema["required"] = required.isEmpty ? nil : .array(required)
    var properties = schema["properties"]?.object ?? [:]
    for field in fields { properties[field.name] = offered(properties[field.name], advice) }
    for field in untypable { properties[field.name] = offered(properties[field.name], Self.untypableAdvice) }
    schema["properties"] = properties.isEmpty ? nil : .object(properties)
    return schema
  }

  /// The schema of a secret argument with advice for the model; `nil` if the policy allows no secret arguments.
  private func offered(_ schema: JSONValue?, _ advice: String) -> JSONValue? {
    guard policy != .strict else { return nil }
    var object = schema?.object ?? [:]
    let description = object["description"]?.string.map { "\($0) " } ?? ""
    object["description"] = .string(description + advice)
    return .object(object)
  }

  private var advice: String {
    asks
      ? "Leave this out in a conversation: the user is asked for it on a private page. Scripts may pass it."
      : "Never ask for this in a conversation; without it, the call says what the user can do. Scripts may pass it."
  }

  private static let untypableAdvice =
    "Secret. Never ask for this in a conversation; without it, the call says what the user can do. Scripts may pass it."

  /// A secret that was given, and the name of its field.
  typealias Given = (name: String, text: String)

  /// The secrets that were given.
  ///
  /// Under the policy `inline`, field names alone prove nothing, so calls without declared secrets are not searched.
  func given(in arguments: JSONObject) -> [Given] {
    guard policy != .inline || !secrets.isEmpty else { return [] }
    return allGiven(in: arguments)
  }

  /// The positions of secrets in the arguments, at any depth.
  package var places: [SecretFields.SecretPlace] { secrets.places }

  /// The secrets that were given, under any policy.
  func allGiven(in arguments: JSONObject) -> [Given] { secrets.named(in: .object(arguments)) }

  /// Whether arguments contain a secret: one of their own, or another text.
  func isSecret(_ arguments: JSONObject, besides others: [String]) -> Bool {
    let value = JSONValue.object(arguments)
    guard secrets.secrets(in: value).isEmpty else { return true }
    guard !others.isEmpty else { return false }
    return SecretLedger(given: others.map { ("credential", $0) }).scrubber.scrub(value) != value
  }

  /// The arguments with each secret masked.
  func masking(_ arguments: JSONObject) -> JSONValue { secrets.masking(.object(arguments), as: "[secret]") }

  /// Whether a call lacks secrets that a person has to be asked for.
  func isLacking(_ arguments: JSONObject) -> Bool {
    !missing(in: arguments).isEmpty
  }

  /// The names of the secrets that a call lacks.
  package func missing(in arguments: JSONObject) -> [String] {
    fields.filter { $0.isRequired && arguments[$0.name] == nil }.map(\.name)
  }

  /// The failure for a call that lacks secrets while nobody can be asked.
  var unasked: CallFailure {
    let names = missing(in: [:]).joined(separator: ", ")
    return CallFailure(
      "Nothing was sent: \(names) has to come from the user, who cannot be asked from here. Do not ask for it in this "
        + "conversation. The user can make the call in a terminal, with nethesis-mcp call and --password-prompt, or "
        + "start this server with --secrets inline."
    )
  }

  /// Rejects secrets that the policy forbids; the failure names their fields, never their values.
  func refuse(_ arguments: JSONObject) throws(CallFailure) {
    guard policy == .strict else { return }
    let found = secrets.secrets(in: .object(arguments))
    // An argument whose whole value is a secret is rejected even while it contains no secret yet.
    let named = Set(found.compactMap(\.location.tokens.first))
    let whole = (fields + untypable).map(\.name).filter { arguments[$0] != nil && !named.contains($0) }
    guard !found.isEmpty || !whole.isEmpty else { return }
    let scrubber = SecretLedger(given: allGiven(in: arguments)).scrubber
    let places = found.map { shape.value.name(of: $0.location, without: scrubber) } + whole
    throw CallFailure(
      "Nothing was sent, because secrets are not accepted here: \(places.joined(separator: ", ")). Call again without, "
        + "and never ask the user for secrets in a conversation: what was written there should be changed."
    )
  }

  /// Rejects a call that lacks secrets of several values, for which the page has no field.
  func refuseUntypable(_ arguments: JSONObject) throws(CallFailure) {
    let names = untypable.filter { $0.isRequired && arguments[$0.name] == nil }.map(\.name)
    guard !names.isEmpty else { return }
    let one = names.count == 1
    throw CallFailure(
      "Nothing was sent: \(names.joined(separator: ", ")) \(one ? "holds" : "hold") several secret values, which the user "
        + "cannot type on the page. Do not ask for \(one ? "it" : "them") in this conversation. The user can make the "
        + "call in a terminal: nethesis-mcp call, with \(names[0]):=JSON."
    )
  }
}
