package import JSON

/// Which fields hold secrets.
///
/// It is computed from the document alone, for inputs and outputs alike. In this order: what `x-mcp` says of the field;
/// `format: password` or `writeOnly`; a name whose last words mean a credential, if the field is a string.
package enum Secrecy {
  /// The side of a call on which a field is.
  package enum Role: Sendable, Hashable {
    /// The caller gives the value.
    case input
    /// The backend gives the value.
    case output
  }

  /// Tells whether a field holds a secret; of an array or object, whether everything in it is one.
  ///
  /// - Parameters:
  ///   - name: The name of the parameter or property.
  ///   - schema: The schema of its value, with what `x-mcp` says there.
  ///   - mcp: What is said under `x-mcp` beside the schema; it counts more.
  /// - Returns: Whether values of the field are kept from models.
  package static func isSecret(name: String, schema: JSONValue, mcp: FieldExtension? = nil) -> Bool {
    switch verdict(name: name, schema: saying(mcp, schema), said: nil) {
    case .everything, .strings: true
    case .nothing, .open: false
    }
  }

  /// What stands in the place of a secret: `<your password>` where the caller gives it, `<token>` where it is given.
  package static func placeholder(name: String, role: Role) -> String {
    switch role {
    case .input: "<your \(name)>"
    case .output: "<\(name)>"
    }
  }

  /// The schema with what is said of its field beside it.
  static func saying(_ mcp: FieldExtension?, _ schema: JSONValue) -> JSONValue {
    guard let isSecret = mcp?.isSecret, case .object(var object) = schema == true ? [:] : schema else { return schema }
    object["x-mcp"] = ["secret": .bool(isSecret)]
    return .object(object)
  }

  /// What a schema and the name of its field say.
  enum Verdict: Hashable {
    /// It is said to be no secret.
    case nothing
    /// Nothing is said.
    case open
    /// Its name means a credential, so strings are secret.
    case strings
    /// It is said to be secret, so whatever is in it is.
    case everything
  }

  /// Judges a field.
  ///
  /// - Parameters:
  ///   - name: The name of the field; `nil` where it has none.
  ///   - schema: A schema of its value.
  ///   - said: What was said of the same value, or of all around it; only the schema's own `x-mcp` counts more.
  /// - Returns: What a value of that schema is, if it is a secret.
  static func verdict(name: String?, schema: JSONValue, said: Bool?) -> Verdict {
    if let isSecret = schema["x-mcp"]?["secret"]?.bool ?? said { return isSecret ? .everything : .nothing }
    if schema["format"] == "password" || schema["writeOnly"] == true { return .everything }
    guard let name, mayBeFreeText(schema), CredentialName.means(name) else { return .open }
    return .strings
  }

  private static let structure = [
    "$ref", "enum", "const", "properties", "items", "prefixItems", "allOf", "anyOf", "oneOf", "additionalProperties",
  ]

  /// Tells whether a value can be a string that the document does not already name.
  private static func mayBeFreeText(_ schema: JSONValue) -> Bool {
    guard case .object(let schema) = schema else { return schema == true }
    guard schema["enum"] == nil, schema["const"] == nil else { return false }
    switch schema["type"] {
    case .string(let type): return type == "string"
    case .array(let types): return types.contains("string")
    default: return !structure.contains { schema.contains($0) }
    }
  }
}
