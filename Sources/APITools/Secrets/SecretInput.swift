import JSON
import OpenAPI

/// The secrets among the arguments of a tool, and what its policy makes of them.
struct SecretInput: Sendable {
  /// An argument that is a secret as a whole, and that a person can type.
  struct Field: Sendable, Hashable {
    let name: String
    let isRequired: Bool
  }

  let policy: SecretPolicy
  /// Whether there is a person who can be asked.
  let asks: Bool
  /// In the order of the schema; none under a policy that makes nothing of them.
  let fields: [Field]
  /// What of the arguments is secret, at whatever depth.
  private let secrets: Lazily<SecretFields>
  /// The names and values that the document states for arguments.
  let shape: Lazily<DeclaredShape>
  /// Whether the document says of any that it is.
  private let hasSecrets: Lazily<Bool>

  init(_ input: ToolInput, policy: SecretPolicy, asks: Bool) {
    self.policy = policy
    self.asks = asks
    let annotated = input.annotatedSchema
    shape = Lazily { DeclaredShape([.object(annotated)]) }
    let secrets = Lazily { SecretFields(schema: .object(annotated), role: .input) }
    self.secrets = secrets
    hasSecrets = Lazily { !secrets.value.isEmpty }
    guard policy != .inline else {
      fields = []
      return
    }
    let required = Set((annotated["required"]?.array ?? []).compactMap(\.string))
    fields = (annotated["properties"]?.object ?? [:]).members.compactMap { name, schema in
      guard Self.isText(schema), Secrecy.isSecret(name: name, schema: schema) else { return nil }
      return Field(name: name, isRequired: required.contains(name))
    }
  }

  private static func isText(_ schema: JSONValue) -> Bool {
    guard let type = schema["type"] else { return true }
    return (type.array ?? [type]).contains("string")
  }

  /// The schema of the arguments under the policy: where a person can be asked for a secret, no model has to give it.
  func schema(_ schema: JSONObject) -> JSONObject {
    guard !fields.isEmpty else { return schema }
    var schema = schema
    let names = Set(fields.map(\.name))
    let required = (schema["required"]?.array ?? []).filter { $0.string.map { !names.contains($0) } ?? true }
    schema["required"] = required.isEmpty ? nil : .array(required)
    var properties = schema["properties"]?.object ?? [:]
    for name in names {
      switch policy {
      case .inline: break
      case .auto: properties[name] = optional(properties[name] ?? [:])
      case .strict: properties[name] = nil
      }
    }
    schema["properties"] = properties.isEmpty ? nil : .object(properties)
    return schema
  }

  private func optional(_ schema: JSONValue) -> JSONValue {
    guard case .object(var object) = schema else { return schema }
    let description = object["description"]?.string.map { "\($0) " } ?? ""
    object["description"] = .string(description + advice)
    return .object(object)
  }

  private var advice: String {
    asks
      ? "Leave this out in a conversation: the user is asked for it on a private page. Scripts may pass it."
      : "Never ask for this in a conversation; without it, the call says what the user can do. Scripts may pass it."
  }

  /// A secret that was given, and what its field is called.
  typealias Given = (name: String, text: String)

  /// The secrets that were given.
  ///
  /// Where nothing is made of secrets, names alone say nothing, and calls without secrets are not searched for any.
  func given(in arguments: JSONObject) -> [Given] {
    guard policy != .inline || hasSecrets.value else { return [] }
    return allGiven(in: arguments)
  }

  /// The names of the fields that are secret, at whatever depth, sorted.
  var names: [String] { secrets.value.names }

  /// The secrets that were given, whatever is made of them.
  func allGiven(in arguments: JSONObject) -> [Given] { secrets.value.named(in: .object(arguments)) }

  /// The arguments with a mark in the place of each secret.
  func masking(_ arguments: JSONObject) -> JSONValue { secrets.value.masking(.object(arguments), as: "[secret]") }

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
    let found = secrets.value.secrets(in: .object(arguments))
    guard !found.isEmpty else { return }
    let scrubber = SecretLedger(given: allGiven(in: arguments)).scrubber
    let places = found.map { shape.value.name(of: $0.location, without: scrubber) }
    throw CallFailure(
      "Nothing was sent, because secrets are not accepted here: \(places.joined(separator: ", ")). Call again without, "
        + "and never ask the user for secrets in a conversation: what was written there should be changed."
    )
  }
}
