/// Where the command line puts the secrets of an answer.
enum SecretDestination: Sendable {
  /// Standard output, which then has nothing else.
  case output
  /// A file that was made for them, with its space.
  case file(ReservedFile)

  /// Takes what `--token-to` says, and makes the file: whether it can hold a secret is known before anything is sent.
  init(_ path: String) throws(CommandFailure) {
    if path == "-" { self = .output } else { self = .file(try ReservedFile(path)) }
  }

  /// What the record of calls names it.
  var door: String {
    switch self {
    case .output: "output"
    case .file: "file"
    }
  }

  /// What stands in the place of a secret in what is printed.
  var marker: String {
    switch self {
    case .output: "(on standard output)"
    case .file(let file): "(in \(file.path))"
    }
  }

  /// Hands out the secrets: one as it is, several each on a line with its name.
  func deliver(_ secrets: [(name: String, text: String)]) throws(CommandFailure) {
    let lines = secrets.count == 1 ? secrets.map(\.text) : secrets.map { "\($0.name)=\($0.text)" }
    let text = lines.joined(separator: "\n")
    switch self {
    case .output: try StandardStream.output(text)
    case .file(let file): try file.write(text + "\n")
    }
  }

  /// Leaves nothing behind unless secrets were handed out.
  func discard() {
    if case .file(let file) = self { file.remove() }
  }
}
