package import JSON
package import OpenAPI

/// The input of a tool: one flat object of arguments, for all parts of the request.
package struct ToolInput: Sendable {
  /// One argument and its target in the request.
  struct Field: Sendable {
    enum Target: Sendable {
      case parameter(Parameter)
      /// A member of the object that is the body.
      case member(String)
      /// The whole body.
      case body
      /// The media type of the body.
      case contentType
      /// No part of the request: the selected fields of the response.
      case selection
    }

    let argument: String
    let target: Target
  }

  /// The input schema (JSON Schema 2020-12, type `object`), closed to other arguments unless the body allows more
  /// members.
  package let schema: JSONObject
  /// The same schema with this program's own keywords (`x-mcp`).
  package let annotatedSchema: JSONObject
  /// The secret fields of the arguments, at any depth.
  package let secrets: SecretFields
  let fields: [Field]
  /// Whether arguments outside ``fields`` become members of the body.
  let isOpen: Bool
  /// The form of the body; `nil` if the operation takes none.
  let form: BodyForm?
  /// The formats of the parts of a multipart body.
  let parts: PartForms

  /// Gathers the input of an operation.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - document: The document, for the references of its schemas.
  ///   - hasFolder: Whether calls may name files of the server's own machine.
  ///   - hasSelection: Whether a call may select fields of the response, unless the API itself has a field of that
  ///     name.
  package init(_ operation: Operation, in document: APIDocument, hasFolder: Bool, hasSelection: Bool) {
    var builder = InputBuilder(document: document, hasFolder: hasFolder)
    builder.add(operation.parameters)
    form = operation.requestBody.flatMap { BodyForm($0, in: document) }
    if let body = operation.requestBody, let form { builder.add(body, as: form, without: operation.carriedMembers) }
    if hasSelection { builder.addSelection() }
    annotatedSchema = builder.schema
    secrets = SecretFields(schema: .object(annotatedSchema), of: OperationSubjects(operation), role: .input)
    schema = PublishedSchema.input(annotatedSchema, secrets)
    fields = builder.fields
    parts = builder.parts
    isOpen = builder.isOpen
  }

  /// The parameters with the argument that sets each.
  package var parameterArguments: [(parameter: Parameter, argument: String)] {
    fields.compactMap { field in
      if case .parameter(let parameter) = field.target { (parameter, field.argument) } else { nil }
    }
  }

  /// The argument that selects fields of the response; `nil` without one.
  package var selectionArgument: String? {
    fields.first { if case .selection = $0.target { true } else { false } }?.argument
  }
}
