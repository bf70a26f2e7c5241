package import JSON

/// Which fields hold secrets.
///
/// It is computed from the document alone, for inputs and outputs alike. In this order: what `x-mcp` says of the field;
/// `format: password`; what its name means beside its description, the object that it is in and the operation, if the
/// field is text.
package enum Secrecy {
  /// The side of a call on which a field is.
  package enum Role: Sendable, Hashable {
    /// The caller gives the value.
    case input
    /// The backend gives the value.
    case output
  }

  /// What stands in the place of a secret: `<your password>` where the caller gives it, `<token>` where it is given.
  package static func placeholder(name: String, role: Role) -> String {
    switch role {
    case .input: "<your \(name)>"
    case .output: "<\(name)>"
    }
  }

  /// The schema with what is said of its field beside it.
  static func saying(_ mcp: FieldExtension?, _ schema: JSONValue, description: String? = nil) -> JSONValue {
    guard mcp?.isSecret != nil || description != nil, case .object(var object) = schema == true ? [:] : schema else {
      return schema
    }
    if let isSecret = mcp?.isSecret {
      var said = object["x-mcp"]?.object ?? [:]
      said["secret"] = .bool(isSecret)
      object["x-mcp"] = .object(said)
    }
    // What is said of the parameter is about this use of the value; what its schema says is about any.
    if let description { object["description"] = .string(description) }
    return .object(object)
  }

  /// What a schema and the name of its field say.
  enum Verdict: Hashable {
    /// It is said to be no secret.
    case nothing
    /// Nothing is said.
    case open
    /// Its name means a credential, so strings are secret.
    case strings(SecretRule)
    /// It is said to be secret, so whatever is in it is.
    case everything(SecretRule)

    /// Why values are secret; `nil` if they are not.
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
  /// The schema of the value with the description of the parameter.
  package var described: JSONValue { Secrecy.saying(nil, schema, description: description) }
}
