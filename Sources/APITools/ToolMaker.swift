import JSON
import MCP
import OpenAPI

/// Makes the tool of one operation.
struct ToolMaker {
  let document: APIDocument
  let base: BaseURL
  let backend: any Backend
  let credentials: any CredentialSource
  let options: APITools.Options

  func entry(named name: String, for operation: Operation) throws(APITools.Obstacle) -> APITools.Entry {
    let output = ToolOutput(operation, in: document)
    let input = ToolInput(
      operation,
      in: document,
      hasFolder: options.uploads != nil,
      hasSelection: operation.method == "GET" && output.isLong
    )
    guard let request = RequestTemplate(operation, input: input, base: base, folder: options.uploads) else {
      throw APITools.Obstacle("The method \(operation.method) is none that HTTP allows.")
    }
    let check = ArgumentCheck(input, dialect: options.dialect)
    let annotations = ToolAnnotations(operation)
    let sentences = FailureSentences(overlay: operation.mcp.errors, isSafe: annotations.readOnly ?? false)
    let handler = OperationHandler(
      method: operation.method,
      path: operation.path,
      check: check,
      credential: try CredentialCheck(operation),
      request: request,
      reading: AnswerReading(
        output: output,
        sentences: sentences,
        limit: ResultLimit(bytes: options.maximumResultBytes, store: options.results),
        pagination: sentences.isSafe ? Pagination(input) : nil
      ),
      selection: input.selectionArgument,
      backend: backend,
      credentials: credentials
    )
    let tool = Tool(
      name: name,
      title: operation.title,
      description: Self.description(of: operation),
      inputSchema: options.dialect.input(input.schema),
      outputSchema: output.schema,
      annotations: annotations,
      handler: handler
    )
    return APITools.Entry(tool: tool, operation: operation, check: check)
  }

  /// What the tool does: never empty (TOOL-05).
  private static func description(of operation: Operation) -> String {
    let texts = [operation.mcp.description, operation.description, operation.title]
    let text = texts.lazy.compactMap { $0 }.first { !$0.isEmpty }
    return PublishedSchema.shortened(text ?? "Calls \(operation.method) \(operation.path).")
  }
}
