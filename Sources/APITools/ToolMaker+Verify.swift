import Calls
import HTTPTypes
import LazyValue
import OpenAPI
import Operations

extension ToolMaker {
  /// The verifier of an operation (`x-mcp.verify`), which lists the items that the operation creates.
  ///
  /// - Returns: `nil` if the document declares no verification, or the list cannot be requested: it does not exist, is
  ///   on another server, or needs arguments.
  func verifier(of operation: Operation, at server: APIServer) -> Verifier? {
    guard let rule = operation.mcp.verify, let list = operations.value[rule.list], list.isReadOnly,
      let (request, input) = request(list, beside: operation, at: server),
      !list.parameters.contains(where: \.isRequired)
    else { return nil }
    let sentences = FailureSentences(overlay: operation.mcp.errors, isSafe: false)
    return Verifier(
      rule: rule,
      list: request,
      pagination: Pagination(input),
      removal: rule.revoke.flatMap { removal($0, of: operation, at: server) },
      limitWords: rule.limit?.error.flatMap { operation.mcp.errors[$0] } ?? sentences.words(status: 409),
      now: options.now,
      instant: options.instant,
      patience: options.lookingPatience
    )
  }

  private func removal(
    _ rule: OperationExtension.Verification.Revocation,
    of operation: Operation,
    at server: APIServer
  ) -> ItemRemoval? {
    guard let revoke = operations.value[rule.operation],
      let (request, input) = request(revoke, beside: operation, at: server)
    else { return nil }
    var members: [String: String] = [:]
    for (parameter, argument) in input.parameterArguments { members[argument] = rule.parameters[parameter.name] }
    // Without all identifying arguments, it could revoke another item.
    guard !rule.parameters.isEmpty, members.count == rule.parameters.count else { return nil }
    return ItemRemoval(request: request, members: members, tool: ToolNames.given(revoke, prefix: name))
  }

  /// Warnings about ids in an operation's `x-mcp.verify` that no operation has.
  func diagnostics(of operation: Operation) -> [Diagnostic] {
    guard let rule = operation.mcp.verify else { return [] }
    return [rule.list, rule.revoke?.operation].compactMap(\.self).filter { operations.value[$0] == nil }.map {
      id in
      let message = "\"verify\" names \(id), but no operation has that operationId. Without it nothing can be verified."
      return Diagnostic(severity: .warning, message: message, location: operation.location, source: operation.source)
    }
  }

  /// The request of an operation that belongs to another one; `nil` if its server is another or it cannot be built.
  private func request(
    _ operation: Operation,
    beside other: Operation,
    at server: APIServer
  ) -> (OperationRequest, ToolInput)? {
    guard operation.servers == other.servers, let method = HTTPRequest.Method(rawValue: operation.method),
      let credential = try? CredentialCheck(operation)
    else { return nil }
    let input = ToolInput(operation, in: document, hasFolder: false, hasSelection: false)
    let request = OperationRequest(
      name: "\(operation.method) \(operation.path)",
      credential: credential,
      template: RequestTemplate(operation, method: method, input: input, base: server.base, folder: nil),
      sentences: FailureSentences(overlay: operation.mcp.errors, isSafe: operation.isReadOnly),
      backend: backend,
      server: server,
      accepted: options.attempts.accepted
    )
    return (request, input)
  }
}
