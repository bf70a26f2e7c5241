/// The destination of a response's secrets on the command line.
package enum SecretDestination: Sendable {
  /// Standard output, which then has nothing else.
  case output
  /// A file made for them, with its space reserved.
  case file(ReservedFile)

  /// Reads `--token-to`, and makes the file, so that it is known before the call whether it can hold a secret.
  package init(_ path: String) throws(CommandFailure) {
    if path == "-" { self = .output } else { self = .file(try ReservedFile(path)) }
  }

  /// The name of the channel in the record of calls.
  package var channel: String {
    switch self {
    case .output: "output"
    case .file: "file"
    }
  }

  /// The text in place of a secret in the printed result.
  package var marker: String {
    switch self {
    case .output: "(on standard output)"
    case .file(let file): "(in \(file.path))"
    }
  }

  /// Delivers the secrets: a single one as it is, several on a line each with their names.
  package func deliver(_ secrets: [(name: String, text: String)]) throws(CommandFailure) {
    let lines = secrets.count == 1 ? secrets.map(\.text) : secrets.map { "\($0.name)=\($0.text)" }
    let text = lines.joined(separator: "\n")
    switch self {
    case .output: try StandardStream.output(text)
    case .file(let file): try file.write(text + "\n")
    }
  }

  /// Removes the file unless secrets were delivered.
  package func discard() {
    if case .file(let file) = self { file.remove() }
  }
}
