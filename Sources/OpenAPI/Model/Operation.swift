package import JSON

/// One operation of an API: a method on a path (OpenAPI 3.1.1, 4.8.10), with everything that is said elsewhere in the
/// document about it brought together.
package struct Operation: Sendable, Equatable {
  /// The HTTP method, in upper case.
  package var method: String
  /// The path template, with variables in braces: `/me/api-keys/{id}`.
  package var path: String
  /// The name that the document gives the operation.
  package var operationID: String?
  /// The `operationId` that the document gives it, where an earlier operation has the same.
  package var takenID: String? = nil
  package var summary: String?
  /// What the operation does, in CommonMark.
  package var description: String?
  package var tags: [String]
  package var isDeprecated: Bool
  /// The parameters of the path item and of the operation, the latter winning, in the order of the document.
  ///
  /// Every variable of the path has its parameter here.
  package var parameters: [Parameter]
  package var requestBody: RequestBody?
  /// The responses, in the order of the document.
  package var responses: [Response]
  /// What a caller must show, as alternatives: one of them is enough.
  ///
  /// Empty if the operation needs nothing. What the document says for all operations is resolved.
  package var security: [SecurityRequirement]
  /// The servers of the operation's or its path item's own; empty where those of the document hold.
  package var servers: [Server]
  /// What was said under `x-mcp`.
  package var mcp: OperationExtension
  /// The parameters and members of forms that were left out because the operation's security gives what they carry.
  package var carriers: [CredentialCarrier] = []
  /// Where the operation stands in the document, or in the file that ``source`` names.
  package var location: JSONPointer
  /// Where to look for ``location``.
  package var source: Diagnostic.Source = .document
}

extension Operation {
  /// The responses to requests that succeeded, in the order of the document.
  package var successes: [Response] { responses.filter(\.status.isSuccess) }

  /// The response that the document gives for a status code, the most exact one.
  package func response(to code: Int) -> Response? {
    responses.first { $0.status == .code(code) }
      ?? responses.first { $0.status == .range(code / 100) }
      ?? responses.first { $0.status == .default }
  }

  /// The parameters that go to one place of the request.
  package func parameters(in location: Parameter.Location) -> [Parameter] {
    parameters.filter { $0.location == location }
  }
}
