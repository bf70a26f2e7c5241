import ArgumentParser
import Assembly
import Files
import Glibc
import ProcessEnvironment
import Settings

/// The offer to sign in, in the middle of a command at a terminal.
///
/// The sign-in is a command of its own, in a process that has the terminal for itself.
struct OfferedSignIn {
  /// The name of the document whose API needs a session; `nil` if there is only one.
  let document: String?
  /// The URL of that API.
  let api: String
  /// The options of the present command, which the sign-in needs too.
  let options: [Setting: [String]]

  /// Whether a person can be asked: standard input and error are a terminal.
  static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Asks whether to sign in now, and does so.
  ///
  /// - Returns: Whether the person has signed in.
  /// - Throws: If the terminal cannot be read, or the program cannot be started again.
  func accepted() throws -> Bool {
    guard let terminal = Terminal() else { return false }
    let answer = try terminal.line("Nobody is signed in at \(api). Sign in now? [Y/n] ", isShown: true)
    let text = String(decoding: answer, as: UTF8.self).trimmed.lowercased()
    guard ["", "y", "yes"].contains(text) else { return false }
    let process = try Spawn.start(
      "/proc/self/exe",
      ["login"] + (document.map { ["--document", $0] } ?? []) + words,
      descriptors: [STDIN_FILENO, STDERR_FILENO, STDERR_FILENO],
      environment: Environment.lines
    )
    let status = Spawn.wait(for: process)
    guard status == 0 else { throw ExitStatus.failed }
    return true
  }

  /// The options as words of a command line.
  private var words: [String] {
    Setting.allCases.flatMap { setting -> [String] in
      guard let option = setting.option, let values = options[setting] else { return [] }
      if setting.kind == .flag { return values == ["true"] ? [option] : ["--no-\(setting.rawValue)"] }
      return values.flatMap { ["\(option)=\($0)"] }
    }
  }
}

extension String {
  /// The text without spaces around it.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
  }
}
