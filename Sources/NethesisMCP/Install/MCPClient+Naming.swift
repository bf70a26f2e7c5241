import ClientSetup
import OpenAPI
import ProcessEnvironment

extension MCPClient {
  /// Finds a client by a word of the command line.
  ///
  /// - Parameters:
  ///   - name: The name, or another one that people use.
  ///   - source: The option that has it, for the failure; empty for an argument.
  /// - Returns: The client.
  /// - Throws: A failure with the nearest name and all names.
  static func named(_ name: String, by source: String = "") throws(CommandFailure) -> MCPClient {
    if let client = MCPClient(named: name) { return client }
    let names = allCases.map(\.rawValue)
    let hint = (names + otherNames.keys.sorted()).hint(for: name.lowercased())
    let unknown = hint.isEmpty ? names.unknown(name) : name + hint
    throw .usage("\(source)there is no client \(unknown); there are \(names.joined(separator: ", "))")
  }
}
