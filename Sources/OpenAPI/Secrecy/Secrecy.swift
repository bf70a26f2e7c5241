package import JSON

/// Recognition of secret fields.
///
/// It depends on the document alone, for inputs and outputs alike. In this order: `x-mcp` of the field; `format:
/// password`; for text, the meaning of its name in the context of its description, the object that contains it, and the
/// operation.
package enum Secrecy {
  /// The side of a call that gives a value.
  package enum Role: Sendable, Hashable {
    /// The caller gives the value.
    case input
    /// The backend gives the value.
    case output
  }

  /// The placeholder of a secret: `<your password>` for one from the caller, `<token>` for one from the backend.
  package static func placeholder(name: String, role: Role) -> String {
    switch role {
    case .input: "<your \(name)>"
    case .output: "<\(name)>"
    }
  }

  /// The schema combined with the `x-mcp` and description beside it.
  static func saying(_ mcp: FieldExtension?, _ schema: JSONValue, description: String? = nil) -> JSONValue {
    guard mcp?.isSecret != nil || description != nil, case .object(var object) = schema == true ? [:] : schema else {
      return schema
    }
    if let isSecret = mcp?.isSecret {
      var said = object["x-mcp"]?.object ?? [:]
      said["secret"] = .bool(isSecret)
      object["x-mcp"] = .object(said)
    }
    // A parameter's description is about this use of the value, its schema's about any use.
    if let description { object["description"] = .string(description) }
    return .object(object)
  }

  /// The verdict on a schema, by itself and the name of its field.
  enum Verdict: Hashable {
    /// Declared to be no secret.
    case nothing
    /// Undecided.
    case open
    /// Named like a credential, so strings are secret.
    case strings(SecretRule)
    /// Declared secret, so all contents are secret.
    case everything(SecretRule)

    /// The reason why values are secret; `nil` if they are not.
    var rule: SecretRule? {
      switch self {
      case .strings(let rule), .everything(let rule): rule
      case .nothing, .open: nil
      }
    }

    var isEverything: Bool { if case .everything = self { true } else { false } }
  }
}

extension Parameter {
  /// The schema of the value, with the description of the parameter.
  package var described: JSONValue { Secrecy.saying(nil, schema, description: description) }
}
