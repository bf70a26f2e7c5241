import Files
import Glibc
import ProcessEnvironment

/// This program, as clients can name it.
enum OwnProgram {
  static let name = "nethesis-mcp"

  /// The file of this process, links followed; `nil` if it was removed since the start.
  static var path: String? { FilePath.resolved("/proc/self/exe") }

  /// The program that a command starts: a path, or the first file of that name in the folders of PATH.
  static func file(of command: String, searching path: String) -> String? {
    let isPath = command.contains("/")
    let candidates = isPath ? [command] : path.split(separator: ":").map { "\($0)/\(command)" }
    return candidates.first { candidate in
      var status = stat()
      guard unsafe access(candidate, X_OK) == 0, unsafe stat(candidate, &status) == 0 else { return false }
      return status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// Whether a command starts this very program.
  static func isStarted(by command: String, searching path: String) -> Bool {
    guard let own = self.path, let file = file(of: command, searching: path) else { return false }
    return FilePath.resolved(file) == own
  }

  /// The path by which a client of the user starts this program, since its PATH may be another one.
  ///
  /// A path found through PATH outlives an update of the program better than the file behind it.
  static func command(searching path: String) throws(CommandFailure) -> String {
    guard let own = self.path else {
      if unsafe access("/proc/self", F_OK) != 0 { throw .failed("\(FileError("/proc/self/exe", .system(ENOENT)))") }
      throw .failed("the file of this program was removed; start it from where it is now")
    }
    // A relative folder of PATH leads elsewhere in the client's working folder.
    guard let found = file(of: name, searching: path), found.hasPrefix("/"), FilePath.resolved(found) == own else {
      return own
    }
    return found
  }
}
