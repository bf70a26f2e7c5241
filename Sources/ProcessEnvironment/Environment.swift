import CProcess

/// The environment of the process at its start.
package enum Environment {
  /// The variables with a common prefix.
  package static func variables(prefix: String) -> [String: String] {
    var variables: [String: String] = [:]
    for line in lines where line.hasPrefix(prefix) {
      guard let equals = line.firstIndex(of: "=") else { continue }
      variables[String(line[..<equals])] = String(line[line.index(after: equals)...])
    }
    return variables
  }

  /// The variables for child processes: without this program's settings, some of which are secret.
  package static var handedOn: [String] { lines.filter { !$0.hasPrefix("NETHESIS_MCP_") } }

  /// The variables as the process received them, in the form `name=value`.
  package static var lines: [String] {
    guard let texts = unsafe process_environment() else { return [] }
    var lines: [String] = []
    while let text = unsafe texts[lines.count] { lines.append(unsafe String(cString: text)) }
    return lines
  }
}
