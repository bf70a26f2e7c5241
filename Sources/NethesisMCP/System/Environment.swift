import Files

/// The environment that the process was started with.
enum Environment {
  /// The variables whose names begin with a text.
  static func variables(prefix: String) -> [String: String] {
    var variables: [String: String] = [:]
    for line in lines where line.hasPrefix(prefix) {
      guard let equals = line.firstIndex(of: "=") else { continue }
      variables[String(line[..<equals])] = String(line[line.index(after: equals)...])
    }
    return variables
  }

  /// The variables that programs get which this one starts: without its own settings, among which are secrets.
  static var handedOn: [String] { lines.filter { !$0.hasPrefix("NETHESIS_MCP_") } }

  /// The variables as the system has them: name, equals sign, value.
  static var lines: [String] {
    let bytes = (try? File.bytes("/proc/self/environ")) ?? []
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }
}
