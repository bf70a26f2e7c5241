import ClientSetup
import Files
import Glibc
import JSON
import ProcessEnvironment

/// Has the client's own command add or remove an entry.
struct NativeInstallation {
  private let target: InstallTarget
  private let isDry: Bool

  init(_ target: InstallTarget, isDry: Bool) { (self.target, self.isDry) = (target, isDry) }

  func install(_ entry: ServerEntry) throws {
    guard let words = target.client.addCommand(for: entry, target.scope) else {
      throw unavailable("adds such an entry")
    }
    try run(words)
  }

  func uninstall() throws {
    guard let words = target.client.removeCommand(for: target.name, target.scope) else {
      throw unavailable("removes an entry")
    }
    try run(words)
  }

  private func unavailable(_ what: String) -> CommandFailure {
    .usage("\(target.client.title) has no command that \(what); leave --native out")
  }

  private func run(_ words: [String]) throws {
    let path = try InstallTarget.places.variables["PATH"] ?? ""
    guard let program = OwnProgram.file(of: words[0], searching: path) else {
      throw CommandFailure.failed("there is no program \(words[0]) in the folders of PATH; leave --native out")
    }
    try StandardStream.output("\(target.client.title) does it: \(words.map(Self.quoted).joined(separator: " "))")
    guard !isDry else { return try StandardStream.output("Nothing was run.") }
    try keepCopy()
    let process: pid_t
    do throws(FileError) {
      process = try Spawn.start(
        program,
        Array(words.dropFirst()),
        descriptors: [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO],
        environment: Environment.lines
      )
    } catch {
      throw CommandFailure.failed("\(words[0]) cannot be started: \(error)")
    }
    let status = Spawn.wait(for: process)
    guard status == 0 else { throw CommandFailure.failed("\(words[0]) has failed; what it said stands above") }
  }

  private func keepCopy() throws {
    let file = try ClientFile(target.path, in: target.project)
    guard let bytes = try file.read().bytes else { return }
    let copy = try InstallState().copy(bytes, of: file.path)
    try StandardStream.output("What else it changes in the file is its affair. The file as it was: \(copy)")
  }

  /// A word as a shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"),
        UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "="):
        true
      default: false
      }
    }
    return isPlain && !word.isEmpty ? word : ShellWords.quoted(word)
  }
}
