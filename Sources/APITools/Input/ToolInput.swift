import JSON
import OpenAPI

/// What a tool takes: one flat object of arguments, whatever parts of the request they end up in.
struct ToolInput: Sendable {
  /// One argument and where it goes.
  struct Field: Sendable {
    enum Target: Sendable {
      case parameter(Parameter)
      /// A member of the object that is the body.
      case member(String)
      /// The whole body.
      case body
      /// The media type of the body.
      case contentType
      /// Nothing of the request: the wanted parts of the answer.
      case selection
    }

    let argument: String
    let target: Target
  }

  /// A JSON Schema (2020-12) of type `object` that allows nothing but the fields, unless the body does.
  let schema: JSONObject
  /// The same schema with what only this program reads in it (`x-mcp`).
  let annotatedSchema: JSONObject
  /// Secret fields of the arguments, at any depth.
  let secrets: SecretFields
  let fields: [Field]
  /// Whether other arguments become members of the body.
  let isOpen: Bool
  /// How the body is written; `nil` if there is none.
  let form: BodyForm?
  /// How the members of a multipart body are written.
  let parts: [String: PartForm]

  /// Gathers what an operation takes.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - document: What its schemas refer to.
  ///   - hasFolder: Whether files of the server's own machine can be named.
  ///   - hasSelection: Whether parts of the answer can be asked for, if no field of the API has the name of that.
  init(_ operation: Operation, in document: APIDocument, hasFolder: Bool, hasSelection: Bool) {
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

  /// The names of the arguments by the parameter that each one sets.
  var parameterArguments: [(parameter: Parameter, argument: String)] {
    fields.compactMap { field in
      if case .parameter(let parameter) = field.target { (parameter, field.argument) } else { nil }
    }
  }

  /// The argument that names the wanted parts of the answer.
  var selectionArgument: String? {
    fields.first { if case .selection = $0.target { true } else { false } }?.argument
  }
}
