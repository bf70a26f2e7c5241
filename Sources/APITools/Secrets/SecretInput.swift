import JSON
import OpenAPI

/// The secrets among the arguments of a tool, and what its policy makes of them.
struct SecretInput: Sendable {
  /// An argument that is a secret as a whole.
  struct Field: Sendable, Hashable {
    let name: String
    let isRequired: Bool
  }

  let policy: SecretPolicy
  /// Whether there is a person who can be asked.
  let asks: Bool
  /// Those that a person can type, in the order of the schema; none under a policy that makes nothing of them.
  let fields: [Field]
  /// Those of several values, or of values within values, which nobody can type into one field.
  let untypable: [Field]
  /// The arguments that are secrets as a whole and that a person can type, whatever the policy.
  let typableNames: [String]
  /// The arguments of several secrets, whatever the policy.
  let untypableNames: [String]
  /// Secret fields of the arguments, at any depth.
  private let secrets: SecretFields
  /// The names and values that the document states for arguments.
  let shape: Lazily<DeclaredShape>

  init(_ input: ToolInput, policy: SecretPolicy, asks: Bool) {
    self.policy = policy
    self.asks = asks
    secrets = input.secrets
    let annotated = input.annotatedSchema
    shape = Lazily { DeclaredShape([.object(annotated)]) }
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

  /// The schema of the arguments under the policy: where a person can be asked for a secret, no model has to give it.
  func schema(_ schema: JSONObject) -> JSONObject {
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

  /// A secret argument as a model is offered it; `nil` where it is none under the policy.
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

  /// A secret that was given, and what its field is called.
  typealias Given = (name: String, text: String)

  /// The secrets that were given.
  ///
  /// Where nothing is made of secrets, names alone say nothing, and calls without secrets are not searched for any.
  func given(in arguments: JSONObject) -> [Given] {
    guard policy != .inline || !secrets.isEmpty else { return [] }
    return allGiven(in: arguments)
  }

  /// The places of secrets in the arguments, at whatever depth.
  var places: [SecretFields.SecretPlace] { secrets.places }

  /// The secrets that were given, whatever is made of them.
  func allGiven(in arguments: JSONObject) -> [Given] { secrets.named(in: .object(arguments)) }

  /// The arguments with a mark in the place of each secret.
  func masking(_ arguments: JSONObject) -> JSONValue { secrets.masking(.object(arguments), as: "[secret]") }

  /// What a call lacks that a person has to be asked for.
  func isLacking(_ arguments: JSONObject) -> Bool {
    !missing(in: arguments).isEmpty
  }

  /// The names of the secrets that a call lacks.
  func missing(in arguments: JSONObject) -> [String] {
    fields.filter { $0.isRequired && arguments[$0.name] == nil }.map(\.name)
  }

  /// What a model is told when a person would have to be asked and nobody can be.
  var unasked: CallFailure {
    let names = missing(in: [:]).joined(separator: ", ")
    return CallFailure(
      "Nothing was sent: \(names) has to come from the user, who cannot be asked from here. Do not ask for it in this "
        + "conversation. The user can make the call in a terminal, with nethesis-mcp call and --password-prompt, or "
        + "start this server with --secrets inline."
    )
  }

  /// Refuses secrets where none may be given; it is said which, and not what they were.
  func refuse(_ arguments: JSONObject) throws(CallFailure) {
    guard policy == .strict else { return }
    let found = secrets.secrets(in: .object(arguments))
    // An argument that is a secret as a whole is refused even where there is nothing secret in it yet.
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

  /// Refuses a call that lacks secrets of several values, which the page has no field for.
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
