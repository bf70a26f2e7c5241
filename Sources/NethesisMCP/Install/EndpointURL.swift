import Operations
import ProcessEnvironment
import Settings

/// The URL of a server on HTTP, as an entry has it.
enum EndpointURL {
  /// Reads a URL.
  ///
  /// - Throws: ``CommandFailure`` if it is none, or has a secret in it.
  static func read(_ text: String) throws(CommandFailure) -> DocumentURL {
    if let objection = SecretShape.objection(to: text) {
      throw .usage(
        "--http has \(objection): a client's file is no place for a secret, since other programs read it. Nothing was "
          + "changed. Give the URL alone, and let the client sign in."
      )
    }
    do throws(BaseURL.Failure) { return try DocumentURL(text) } catch {
      throw .usage("--http: \(error.reason); expected https://HOST/mcp, or http://127.0.0.1:8722/mcp")
    }
  }
}
