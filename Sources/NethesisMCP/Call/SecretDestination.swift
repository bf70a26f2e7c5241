import Glibc

/// Where the command line puts the secrets of an answer.
enum SecretDestination {
  /// Standard output, which then has nothing else.
  case output
  /// A file that was made for them.
  case file(NewFile)

  /// Takes what `--token-to` says, and makes the file: whether that can be done is known before anything is sent.
  init(_ path: String) throws(CommandFailure) {
    if path == "-" { self = .output } else { self = .file(try NewFile(path)) }
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

  /// Leaves nothing behind if there was nothing to hand out.
  func discard() {
    if case .file(let file) = self { file.remove() }
  }
}

/// A file that did not exist before, for its owner alone.
struct NewFile {
  let path: String
  private let descriptor: Int32

  init(_ path: String) throws(CommandFailure) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor < 0 else { return }
    let reason = errno == EEXIST ? "it exists already, and is not overwritten" : unsafe String(cString: strerror(errno))
    throw .usage("--token-to: \(path) cannot be made: \(reason). Nothing was sent.")
  }

  /// Writes all of it, and waits until it is kept.
  func write(_ text: String) throws(CommandFailure) {
    guard let error = StandardStream.write(text, to: descriptor) ?? (fsync(descriptor) == 0 ? nil : errno) else {
      return
    }
    throw .failed("\(path) cannot be written: \(unsafe String(cString: strerror(error)))")
  }

  func remove() { _ = unsafe unlink(path) }
}
