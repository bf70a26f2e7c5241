package import JSON

/// The secrets of a whole document: its schemas and examples as they may be shown.
///
/// Making it looks through every schema of the document, so it is made when a page is asked for and not at the start.
package struct DocumentSecrets: Sendable {
  private let document: APIDocument
  /// What the references of the converted schemas lead into.
  private let components: JSONValue
  private let secretReferences: Set<String>
  private let inputNames: Set<String>

  package init(_ document: APIDocument) {
    self.document = document
    components = ["components": ["schemas": .object(document.schemas)]]
    var search = SecretSearch(document: components)
    for (name, schema) in document.schemas {
      search.add(schema, SecretContext(name: name, role: .output).through(schema: name))
    }
    for operation in document.operations { search.add(operation) }
    secretReferences = search.secretReferences
    let inputs = Self.names(reachedBy: document.operations.flatMap(\.inputSchemas), in: document)
    inputNames = inputs.subtracting(
      Self.names(reachedBy: document.operations.flatMap(\.outputSchemas), in: document)
    )
  }

  /// Who gives the values of a component schema: the caller, if only requests have it.
  package func role(ofSchema name: String) -> Secrecy.Role { inputNames.contains(name) ? .input : .output }

  /// A schema of the document, in which references to components stay, its secrets masked.
  package func masking(
    schema: JSONValue,
    name: String? = nil,
    mcp: FieldExtension? = nil,
    of operation: OperationSubjects = .none,
    role: Secrecy.Role
  ) -> JSONValue {
    let context = SecretContext(name: name, operation: operation, role: role)
    return masking(role).schema(Secrecy.saying(mcp, schema), context)
  }

  /// The component schemas, their secrets masked.
  package func schemas(role: Secrecy.Role) -> JSONObject {
    masking(role).definitions(.object(document.schemas), at: Self.reference).object ?? [:]
  }

  /// The secret fields of a schema of the document.
  package func fields(
    of schema: JSONValue,
    name: String? = nil,
    mcp: FieldExtension? = nil,
    of operation: OperationSubjects = .none,
    role: Secrecy.Role
  ) -> SecretFields {
    SecretFields(schema: schema, in: components, name: name, mcp: mcp, of: operation, role: role)
  }

  /// The secret fields of a parameter.
  package func fields(of schema: JSONValue, mcp: FieldExtension?, _ context: SecretContext) -> SecretFields {
    SecretFields(Secrecy.saying(mcp, schema), in: components, context)
  }

  /// The component schemas that an operation refers to, at whatever distance.
  package func schemaNames(of operation: Operation) -> Set<String> {
    Self.names(reachedBy: operation.inputSchemas + operation.outputSchemas, in: document)
  }

  /// The document as it was written, overlays applied, its secrets masked.
  package var root: JSONValue {
    DocumentMasking(root: document.root, secretReferences: secretReferences, inputNames: inputNames).result
  }

  static let reference = "#/components/schemas"

  private func masking(_ role: Secrecy.Role) -> SchemaMasking {
    SchemaMasking(document: components, role: role, secretReferences: secretReferences)
  }

  /// The component schemas that some schemas refer to, at whatever distance.
  private static func names(reachedBy schemas: [JSONValue], in document: APIDocument) -> Set<String> {
    var pending = schemas
    var names: Set<String> = []
    while let value = pending.popLast() {
      switch value {
      case .array(let elements): pending += elements
      case .object(let object):
        pending += object.members.map(\.value)
        guard let name = object["$ref"]?.string.flatMap(Reference.schemaName), names.insert(name).inserted,
          let target = document.schemas[name]
        else { continue }
        pending.append(target)
      default: break
      }
    }
    return names
  }
}

extension Operation {
  /// The schemas of what a caller gives.
  fileprivate var inputSchemas: [JSONValue] {
    parameters.map(\.schema) + (requestBody?.content ?? []).compactMap(\.schema)
  }

  /// The schemas of what a backend answers.
  fileprivate var outputSchemas: [JSONValue] {
    responses.flatMap { $0.content.compactMap(\.schema) + $0.headers.map(\.schema) }
  }
}

extension SecretSearch {
  fileprivate mutating func add(_ operation: Operation) {
    let subjects = OperationSubjects(operation)
    let names = ParameterSubjects(operation.parameters.map(\.name))
    for parameter in operation.parameters {
      let context = SecretContext(parameter: parameter.name, among: names, operation: subjects)
      add(Secrecy.saying(parameter.mcp, parameter.described), context)
    }
    for schema in (operation.requestBody?.content ?? []).compactMap(\.schema) {
      add(schema, SecretContext(operation: subjects, role: .input))
    }
    for schema in operation.outputSchemas { add(schema, SecretContext(operation: subjects, role: .output)) }
  }
}
