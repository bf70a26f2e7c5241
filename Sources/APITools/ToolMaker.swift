import Calls
import HTTPTypes
import JSON
import LazyValue
import MCP
import OpenAPI
import Operations

/// Makes the tools of a document's operations.
struct ToolMaker {
  let document: APIDocument
  /// The name that tells the document from others; `nil` if it is the only one.
  let name: String?
  let backend: any Backend
  let options: APITools.Options
  /// The operations by `operationId`, for references from others.
  let operations: Lazy<[String: Operation]>

  init(document: APIDocument, name: String?, backend: any Backend, options: APITools.Options) {
    self.document = document
    self.name = name
    self.backend = backend
    self.options = options
    operations = Lazy {
      let named = document.operations.compactMap { operation in operation.operationID.map { ($0, operation) } }
      return Dictionary(named) { first, _ in first }
    }
  }

  /// The entry of an operation, whose tool is made on first use.
  ///
  /// - Throws: The reason why no tool could ever call the operation.
  func entry(
    named name: String,
    for operation: Operation,
    at server: APIServer
  ) throws(UnusableOperation) -> APITools.Entry {
    guard let method = HTTPRequest.Method(rawValue: operation.method) else {
      throw UnusableOperation("The method \(operation.method) is none that HTTP allows.")
    }
    let credential = try CredentialCheck(operation)
    return APITools.Entry(name: name, operation: operation, of: self.name) { [self] in
      make(name, operation, method, credential, server)
    }
  }

  private func make(
    _ name: String,
    _ operation: Operation,
    _ method: HTTPRequest.Method,
    _ credential: CredentialCheck,
    _ server: APIServer
  ) -> APITools.Entry.Made {
    let output = ToolOutput(operation, in: document)
    let input = ToolInput(
      operation,
      in: document,
      hasFolder: options.uploads != nil,
      hasSelection: operation.method == "GET" && output.isLong
    )
    let secrets = SecretInput(input, policy: options.secrets, asks: options.approval != nil)
    let schema = secrets.schema(input.schema)
    let check = ArgumentCheck(input, schema: schema, dialect: options.dialect)
    let reading = reading(operation, input, output)
    let request = OperationRequest(
      name: "\(operation.method) \(operation.path)",
      credential: credential,
      template: RequestTemplate(operation, method: method, input: input, base: server.base, folder: options.uploads),
      sentences: reading.sentences,
      backend: backend,
      server: server,
      accepted: options.attempts.accepted
    )
    let verifier = verifier(of: operation, at: server)
    let step = approvalStep(operation, input, secrets, request, verifier)
    let signIn = options.signIn.map { SignInStep(approval: $0, title: operation.title) }
    let annotations = ToolAnnotations(operation)
    let handler = OperationHandler(
      name: name,
      document: self.name,
      audit: options.audit,
      handOver: options.handOver,
      learn: options.learn,
      method: operation.method,
      path: operation.path,
      check: check,
      secrets: secrets,
      attempts: options.attempts,
      step: step,
      signIn: signIn,
      verifier: verifier,
      request: request,
      reading: reading,
      selection: input.selectionArgument
    )
    let tool = Lazy {
      let outputSchema = step == nil ? output.schema : output.schema.map(StepUpSchema.either)
      return Tool(
        name: name,
        title: operation.title,
        description: description(of: operation, step),
        inputSchema: options.dialect.input(schema),
        outputSchema: outputSchema.map(options.dialect.output),
        annotations: annotations,
        meta: UserInteraction.meta(asks: step != nil, annotations),
        access: ToolAccess(AccessLevel(operation)),
        handler: handler
      )
    }
    return APITools.Entry.Made(
      tool: tool,
      handler: handler,
      schema: schema,
      check: check,
      inputs: secrets,
      secrets: reading.secrets,
      request: request
    )
  }

  private func description(of operation: Operation, _ step: ApprovalStep?) -> String {
    let own = APITools.Entry.description(of: operation)
    let maximum = options.dialect.maximumDescription
    guard let step else { return PublishedSchema.shortened(own, to: maximum) }
    let words = " " + StepUpWords.ofTool(without: step.fields.filter(\.isRequired).map(\.name))
    // The sentences on approvals are never cut.
    return PublishedSchema.shortened(own, to: max(1, maximum - words.unicodeScalars.count)) + words
  }

  /// The step that asks a person for the secrets of an operation; `nil` if it needs none, or nobody can be asked.
  private func approvalStep(
    _ operation: Operation,
    _ input: ToolInput,
    _ secrets: SecretInput,
    _ request: OperationRequest,
    _ verifier: Verifier?
  ) -> ApprovalStep? {
    guard let approval = options.approval, secrets.fields.contains(where: \.isRequired) else { return nil }
    return ApprovalStep(
      approval: approval,
      title: operation.title,
      check: ArgumentCheck(input, dialect: options.dialect),
      fields: secrets.fields,
      request: request,
      attempts: options.attempts,
      verifier: verifier,
      now: options.now
    )
  }

  private func reading(_ operation: Operation, _ input: ToolInput, _ output: ToolOutput) -> ResponseReading {
    ResponseReading(
      output: output,
      sentences: FailureSentences(overlay: operation.mcp.errors, isSafe: operation.isReadOnly),
      limit: ResultLimit(bytes: options.maximumResultBytes, store: options.results),
      pagination: operation.isReadOnly ? Pagination(input) : nil,
      secrets: AnswerSecrets(operation, in: document),
      learn: options.learn
    )
  }
}
