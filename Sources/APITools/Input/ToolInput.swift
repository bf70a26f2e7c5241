import JSON
import OpenAPI

/// What a tool takes: one flat object of arguments, whatever parts of the request they end up in.
struct ToolInput: Sendable {
  /// One argument and where it goes.
  struct Field: Sendable {
    enum Target: Sendable {
      case parameter(Parameter)
      /// A member of the JSON object that is the body.
      case member(String)
      /// The whole body.
      case body
    }

    let argument: String
    let target: Target
  }

  /// A JSON Schema (2020-12) of type `object` that allows nothing but the fields.
  let schema: JSONObject
  /// The same schema with what only this program reads in it (`x-mcp`).
  let annotatedSchema: JSONObject
  let fields: [Field]

  init(_ operation: Operation, in document: APIDocument) {
    var builder = InputBuilder(document: document)
    for parameter in operation.parameters { builder.add(parameter) }
    if let body = operation.requestBody { builder.add(body) }
    annotatedSchema = builder.schema
    schema = PublishedSchema.input(builder.schema)
    fields = builder.fields
  }

  /// The names of the arguments by the parameter that each one sets.
  var parameterArguments: [(parameter: Parameter, argument: String)] {
    fields.compactMap { field in
      if case .parameter(let parameter) = field.target { (parameter, field.argument) } else { nil }
    }
  }
}
