import JSON
import OpenAPI

/// An input value of a call, for a prompt.
struct PromptField: Sendable {
  let name: String
  let isRequired: Bool
  let description: String?
  let isSecret: Bool
  /// The values to choose from; empty if any value is allowed.
  let choices: [String]
  private let schema: JSONValue

  /// The parameters of an operation, then the members of its body.
  static func fields(of operation: Operation, in document: APIDocument) -> [PromptField] {
    let subjects = OperationSubjects(operation)
    let names = ParameterSubjects(operation.parameters.map(\.name))
    let parameters = operation.parameters.map { parameter in
      PromptField(
        context: SecretContext(parameter: parameter.name, among: names, operation: subjects),
        name: parameter.name,
        schema: document.dereferenceNaming(parameter.described),
        isRequired: parameter.isRequired,
        mcp: parameter.mcp
      )
    }
    guard let body = operation.requestBody, let schema = body.json?.schema else { return parameters }
    let view = SchemaView(document.dereferenceNaming(schema), in: [:])
    let context = SecretContext(operation: subjects, role: .input).members(view.keywords)
    return parameters
      + view.members(within: .none).map { name, schema, isRequired in
        PromptField(
          context: context.named(name),
          name: name,
          schema: schema,
          isRequired: isRequired && body.isRequired
        )
      }
  }

  private init(
    context: SecretContext,
    name: String,
    schema: JSONValue,
    isRequired: Bool,
    mcp: FieldExtension? = nil
  ) {
    let view = SchemaView(schema, in: [:])
    self.name = name
    self.isRequired = isRequired
    description = view.keywords["description"]?.string
    isSecret = Secrecy.rule(schema, in: context, mcp: mcp) != nil
    self.schema = schema
    let values = view.types.first == "boolean" ? ["true", "false"] : view.keywords["enum"]?.array ?? []
    choices = values.filter { !$0.isNull }.map { $0.string ?? $0.description }
  }

  /// The field as a list item: type, limits, default, meaning.
  func item(_ addresses: PageAddresses) -> String {
    let view = SchemaView(schema, in: [:])
    let standard = view.keywords["default"].map { ", \(Markdown.code(text(ofDefault: $0))) if left out" } ?? ""
    let parts = [
      SchemaPhrase.type(view, addresses), SchemaPhrase.limits(view), isRequired ? "required" : "optional\(standard)",
    ]
    let phrase = parts.filter { !$0.isEmpty }.joined(separator: ", ")
    return "- \(Markdown.code(name)) (\(phrase))\(description.map { ": \(Markdown.line($0))" } ?? "")"
  }

  /// The default value with secrets masked: a field that is no secret may have secret members.
  private func text(ofDefault value: JSONValue) -> String {
    let masked = SecretFields(schema: schema, name: name, role: .input).masking(value)
    return masked.string ?? masked.description
  }
}
