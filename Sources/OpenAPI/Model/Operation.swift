package import JSON

/// An operation of an API: a method on a path (OpenAPI 3.1.1, 4.8.10), combined with everything that the document says
/// about it elsewhere.
package struct Operation: Sendable, Equatable {
  /// The HTTP method, in upper case.
  package var method: String
  /// The path template, with variables in braces: `/me/api-keys/{id}`.
  package var path: String
  /// The `operationId`; `nil` if there is none, or an earlier operation has the same.
  package var operationID: String?
  /// The `operationId` in the document, if an earlier operation has the same.
  package var takenID: String? = nil
  /// A short title.
  package var summary: String?
  /// The purpose of the operation, in CommonMark.
  package var description: String?
  /// The names of its tags.
  package var tags: [String]
  /// Whether the document marks it as deprecated.
  package var isDeprecated: Bool
  /// The parameters of the path item and of the operation, of which the latter take precedence, in document order.
  ///
  /// Every variable of the path has its parameter here.
  package var parameters: [Parameter]
  /// The body of the request; `nil` if there is none.
  package var requestBody: RequestBody?
  /// The responses, in document order.
  package var responses: [DocumentedResponse]
  /// The credentials that a caller must send, as alternatives: one of them is enough.
  ///
  /// Empty if none is needed. Includes the document's default for all operations.
  package var security: [SecurityRequirement]
  /// The servers of the operation or its path item; empty if those of the document apply.
  package var servers: [Server]
  /// The operation's `x-mcp`.
  package var mcp: OperationExtension
  /// The parameters and form members left out because they carry the credential of the operation's security.
  package var carriers: [CredentialCarrier] = []
  /// The position of the operation in ``source``.
  package var location: JSONPointer
  /// The document, or the file beside it, that contains the operation.
  package var source: Diagnostic.Source = .document
}

extension Operation {
  /// The responses to successful requests, in document order.
  package var successes: [DocumentedResponse] { responses.filter(\.status.isSuccess) }

  /// The most specific response declared for a status code.
  package func response(to code: Int) -> DocumentedResponse? {
    responses.first { $0.status == .code(code) }
      ?? responses.first { $0.status == .range(code / 100) }
      ?? responses.first { $0.status == .default }
  }

  /// The parameters with a location.
  package func parameters(in location: Parameter.Location) -> [Parameter] {
    parameters.filter { $0.location == location }
  }
}
