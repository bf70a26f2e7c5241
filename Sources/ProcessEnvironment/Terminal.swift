package import Files
import Glibc
import TextCoding

/// A terminal for input from a person.
package struct Terminal {
  /// Signals that end or stop a process from a terminal.
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]

  private let descriptor: Int32
  /// The words that are shown when a signal ends the process while it reads; `nil` for none.
  package var interruptionNotice: String?

  /// Takes a descriptor of a terminal.
  package init(descriptor: Int32) { self.descriptor = descriptor }

  /// Opens the terminal of this process, whatever its standard streams are; `nil` if it has none.
  package init?() {
    descriptor = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
  }

  /// Shows a text without characters that a terminal obeys.
  package func show(_ text: String) { StandardStream.write(VisibleText.spelled(text), to: descriptor) }

  /// Reads a line.
  ///
  /// The terminal's settings are restored when a signal ends or stops the process: the signals are received here, and
  /// take effect after that. To be called while the process has one thread.
  ///
  /// - Parameters:
  ///   - prompt: The prompt.
  ///   - isShown: Whether the terminal echoes the line.
  /// - Returns: The line without its line break.
  /// - Throws: An error if it cannot be read.
  package func line(_ prompt: String, isShown: Bool) throws(FileError) -> [UInt8] {
    var line: [UInt8] = []
    while true {
      let signal = try exclusively(isShown: isShown) { (keys) throws(FileError) in
        // Only now, because earlier input has been discarded.
        show(prompt)
        return try isShown ? read(into: &line) : readUnseen(into: &line, keys)
      }
      if !isShown { show("\n") }
      guard let signal else { return line }
      if signal != SIGTSTP, let interruptionNotice { show("\(isShown ? "\n" : "")\(interruptionNotice)\n") }
      // Returns if the process was stopped and continued.
      raise(signal)
    }
  }

  /// Reads until the end of a line.
  ///
  /// - Returns: The signal that came first; `nil` if the line is complete.
  private func read(into line: inout [UInt8]) throws(FileError) -> Int32? {
    line = []
    while true {
      switch try input() {
      case .signal(let signal): return signal
      case .bytes(let bytes):
        line += bytes
        guard !bytes.isEmpty, !line.contains(UInt8(ascii: "\n")) else {
          line = Array(line.prefix { $0 != UInt8(ascii: "\n") })
          return nil
        }
      }
    }
  }

  /// Reads until the end of a line that the terminal neither shows nor edits.
  ///
  /// - Returns: The signal that came first; `nil` if the line is complete.
  private func readUnseen(into line: inout [UInt8], _ keys: UnseenLine.Keys) throws(FileError) -> Int32? {
    var typed = UnseenLine(keys)
    defer { line = typed.bytes }
    while true {
      switch try input() {
      case .signal(let signal): return signal
      case .bytes(let bytes):
        typed.take(bytes)
        // None: nobody is there any more.
        if typed.isComplete || bytes.isEmpty { return nil }
      }
    }
  }

  private enum Input {
    case signal(Int32)
    /// Bytes; none at the end of input.
    case bytes(ArraySlice<UInt8>)
  }

  /// Waits for input, or for a signal.
  private func input() throws(FileError) -> Input {
    while true {
      var (signals, atOnce) = (Self.set, timespec())
      let signal = unsafe sigtimedwait(&signals, nil, &atOnce)
      guard signal < 0 else { return .signal(signal) }
      // Blocked signals wake nobody up, so they are polled ten times a second.
      var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&ready, 1, 100) > 0 else { continue }
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw FileError("the terminal", .system(errno)) }
      return .bytes(chunk[..<count])
    }
  }

  private static var set: sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in signals { unsafe sigaddset(&set, signal) }
    return set
  }

  /// Discards earlier input, blocks signals, and runs a closure that reads.
  private func exclusively<Result>(
    isShown: Bool,
    _ body: (UnseenLine.Keys) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    var before = termios()
    guard unsafe tcgetattr(descriptor, &before) == 0 else { throw FileError("the terminal", .system(errno)) }
    var (held, former) = (Self.set, sigset_t())
    unsafe pthread_sigmask(SIG_BLOCK, &held, &former)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &former, nil) }
    var changed = before
    if !isShown { changed.c_lflag &= ~tcflag_t(ECHO | ICANON) }
    unsafe tcsetattr(descriptor, TCSAFLUSH, &changed)
    // Lines pasted after an unseen one are thrown away: a shell would show it, and run it.
    defer { unsafe tcsetattr(descriptor, isShown ? TCSADRAIN : TCSAFLUSH, &before) }
    return try body(UnseenLine.Keys(before))
  }
}
