import JSON

/// Masks the secrets in the schemas and examples of a document as written, in any version.
struct DocumentMasking {
  let root: JSONValue
  let secretReferences: Set<String>
  /// The component schemas that occur only in requests.
  let inputNames: Set<String>
  /// The subjects of the operation that contains the current part.
  private var operation = OperationSubjects.none
  /// The subjects in the names of its parameters, as context for each other.
  private var siblings: Surroundings = []
  /// One for all parts, so that the target of a reference is examined once.
  private let inputs: SchemaMasking
  private let outputs: SchemaMasking

  init(root: JSONValue, secretReferences: Set<String>, inputNames: Set<String>) {
    self.root = root
    self.secretReferences = secretReferences
    self.inputNames = inputNames
    inputs = SchemaMasking(document: root, role: .input, secretReferences: secretReferences)
    outputs = SchemaMasking(document: root, role: .output, secretReferences: secretReferences)
  }

  var result: JSONValue { part(root, role: .output) }

  /// The parts of a document whose values come from the caller, or from the backend.
  private static let roles: [String: Secrecy.Role] = [
    "parameters": .input, "requestBody": .input, "requestBodies": .input, "responses": .output, "headers": .output,
  ]

  private func part(_ value: JSONValue, role: Secrecy.Role) -> JSONValue {
    switch value {
    case .array(let elements): .array(elements.map { part($0, role: role) })
    case .object(let object): .object(self.object(object, role: role))
    default: value
    }
  }

  private func object(_ object: JSONObject, role: Secrecy.Role) -> JSONObject {
    let field = Field(object)
    return JSONObject(
      object.members.map { name, value in
        let role = Self.roles[name] ?? role
        return switch name {
        case "schema": (name, masking(role).schema(field.schema, context(of: field, role)))
        case "schemas": (name, components(value))
        case "example": (name, values(of: field, role)(value))
        case "examples": (name, examples(value, of: field, role))
        case "paths": (name, paths(value))
        case _ where name.hasPrefix("x-"): (name, value)
        default: (name, part(value, role: role))
        }
      }
    )
  }

  /// The path items; each operation gives the context for its parts.
  private func paths(_ value: JSONValue) -> JSONValue {
    guard case .object(let paths) = value else { return value }
    return .object(
      JSONObject(
        paths.members.map { path, item in
          guard case .object(let item) = item else { return (path, item) }
          let parts = item.members.map { name, value -> JSONObject.Member in
            guard !name.hasPrefix("x-") else { return (name, value) }
            var masking = self
            let names = [value["operationId"]?.string, value["summary"]?.string]
            masking.operation = OperationSubjects(path: path, names: names)
            let parameters = [item["parameters"], value["parameters"]].flatMap { $0?.array ?? [] }
            masking.siblings = Surroundings(parameters: parameters.compactMap { $0["name"]?.string })
            return (name, masking.part(value, role: Self.roles[name] ?? .output))
          }
          return (path, .object(JSONObject(parts)))
        }
      )
    )
  }

  /// A parameter, header or media type, as context for its examples.
  private struct Field {
    var name: String?
    var schema: JSONValue

    init(_ object: JSONObject) {
      name = object["in"] == nil ? nil : object["name"]?.string
      let mcp = FieldExtension(isSecret: FieldExtension.isSecret(object["x-mcp"]))
      let description = name == nil ? nil : object["description"]?.string
      schema = Secrecy.saying(mcp, object["schema"] ?? true, description: description)
    }
  }

  private func components(_ value: JSONValue) -> JSONValue {
    guard case .object(let schemas) = value else { return value }
    return .object(
      JSONObject(
        schemas.members.flatMap { member in
          let role: Secrecy.Role = inputNames.contains(member.name) ? .input : .output
          let masked = masking(role).definitions(.object(JSONObject([member])), at: DocumentSecrets.reference)
          return masked.object?.members ?? []
        }
      )
    )
  }

  private func examples(_ value: JSONValue, of field: Field, _ role: Secrecy.Role) -> JSONValue {
    guard case .object(let examples) = value, !examples.isEmpty else { return value }
    let masked = values(of: field, role)
    return .object(JSONObject(examples.members.map { ($0.name, example($0.value, of: field, role, masked)) }))
  }

  /// Masks one named example.
  ///
  /// It replaces a reference to it: otherwise the schema that marks its secret fields would be unknown there.
  private func example(
    _ value: JSONValue,
    of field: Field,
    _ role: Secrecy.Role,
    _ masked: (JSONValue) -> JSONValue
  ) -> JSONValue {
    let target = value["$ref"]?.string.flatMap(Reference.pointer).flatMap { root[$0] } ?? value
    guard case .object(let object) = target else { return value }
    return .object(
      JSONObject(
        object.members.compactMap { name, value in
          switch name {
          case "value", "dataValue": (name, masked(value))
          // Serialized text, in which no fields can be found.
          case "serializedValue": fields(of: field, role).isEmpty ? (name, value) : nil
          default: (name, value)
          }
        }
      )
    )
  }

  private func values(of field: Field, _ role: Secrecy.Role) -> (JSONValue) -> JSONValue {
    masking(role).values(of: field.schema, context(of: field, role))
  }

  private func fields(of field: Field, _ role: Secrecy.Role) -> SecretFields {
    SecretFields(field.schema, in: root, context(of: field, role))
  }

  private func context(of field: Field, _ role: Secrecy.Role) -> SecretContext {
    SecretContext(
      name: field.name,
      operation: operation,
      siblings: field.name == nil ? [] : siblings,
      role: role
    )
  }

  private func masking(_ role: Secrecy.Role) -> SchemaMasking { role == .input ? inputs : outputs }
}
