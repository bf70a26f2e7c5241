import ClientSetup
import OpenAPI
import ProcessEnvironment
import Settings

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
    // The list that follows has no other names: the hint names the client that they stand for.
    let nearest = names.nearest(to: name.lowercased()) ?? otherNames.keys.sorted().nearest(to: name.lowercased())
    let hint = nearest.map { " (did you mean \(otherNames[$0]?.rawValue ?? $0)?)" } ?? ""
    let unknown = hint.isEmpty ? names.unknown(name) : name + hint
    throw .usage("\(source)there is no client \(unknown); there are \(names.joined(separator: ", "))")
  }

  /// A sentence on a name that may mean two clients; `nil` for any other name.
  func noteOnName(_ name: String?) -> String? {
    guard self == .claudeCode, name?.lowercased() == "claude" else { return nil }
    return "claude is taken for claude-code, the program in a terminal; the other one is claude-desktop."
  }
}
