package import JSON

/// Masks the secrets of a whole document, in its schemas and examples.
///
/// It examines every schema of the document, so it is made when a page is requested, not at the start.
package struct DocumentSecrets: Sendable {
  private let document: APIDocument
  /// The target of references in the converted schemas.
  private let components: JSONValue
  private let secretReferences: Set<String>
  private let inputNames: Set<String>

  /// Examines the schemas of a document.
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

  /// The side that gives the values of a component schema: the caller, if it occurs only in requests.
  package func role(ofSchema name: String) -> Secrecy.Role { inputNames.contains(name) ? .input : .output }

  /// A schema of the document with secrets masked; references to components stay.
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

  /// The component schemas, with secrets masked.
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

  /// The component schemas that an operation refers to directly or indirectly.
  package func schemaNames(of operation: Operation) -> Set<String> {
    Self.names(reachedBy: operation.inputSchemas + operation.outputSchemas, in: document)
  }

  /// The document as written, with overlays applied and secrets masked.
  package var root: JSONValue {
    DocumentMasking(root: document.root, secretReferences: secretReferences, inputNames: inputNames).result
  }

  static let reference = "#/components/schemas"

  private func masking(_ role: Secrecy.Role) -> SchemaMasking {
    SchemaMasking(document: components, role: role, secretReferences: secretReferences)
  }

  /// The component schemas that some schemas refer to directly or indirectly.
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
  /// The schemas of the caller's values.
  fileprivate var inputSchemas: [JSONValue] {
    parameters.map(\.schema) + (requestBody?.content ?? []).compactMap(\.schema)
  }

  /// The schemas of the backend's values.
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
