import OpenAPI
import Sandbox
import Settings

extension Settings {
  /// Refuses the sandbox as the backend of an API that it does not stand in for.
  func checkSandbox(serves document: APIDocument) throws(SettingsError) {
    let operations = document.operations
    guard !operations.isEmpty, !operations.contains(where: { Sandbox.serves($0.method, $0.path) }) else { return }
    let (option, backend) =
      self.document.map { ("--backend \($0)=sandbox", "--backend \($0)=URL") } ?? ("--sandbox", "--backend URL")
    throw SettingsError(
      .option(option),
      "the sandbox stands in for my.nethesis.it only, and serves none of the operations of this document; leave it out, "
        + "and say with \(backend) where the API is"
    )
  }
}
