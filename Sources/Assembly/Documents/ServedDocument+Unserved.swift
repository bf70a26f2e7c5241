package import APITools
import Calls
import HTTPTypes
package import OpenAPI
import Operations
package import Settings

extension ServedDocument {
  /// The tools that would be served for a document, at whatever backend; none is contacted.
  package init(toLookAt document: APIDocument, _ settings: Settings) {
    let nowhere = APIServer(base: .nowhere, credentials: NoCredentials())
    var servers = settings.servers.mapValues { APIServer(base: $0.url, credentials: NoCredentials()) }
    if let own = document.servers.first?.url, servers[own] == nil { servers[own] = nowhere }
    self.init(
      document,
      name: settings.document,
      server: nowhere,
      backend: NoBackend(),
      servers: servers,
      options: APITools.Options(settings)
    )
  }
}

/// A source without credentials: the tools are not called.
private struct NoCredentials: CredentialSource {
  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? { nil }
}

/// A backend that sends nothing: the tools are not called.
private struct NoBackend: Backend {
  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendResponse {
    throw BackendError(.unreachable, wasSent: false, sentence: "Nobody is asked.")
  }
}
