import Glibc

/// A terminal that a person types at.
enum Terminal {
  /// Signals that end or stop a process from a terminal.
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]

  /// Asks for a line that is not shown while it is typed.
  ///
  /// - Parameter prompt: What is asked for.
  /// - Returns: The line, without its end; `nil` if this process has no terminal.
  /// - Throws: That it cannot be read.
  static func secret(_ prompt: String) throws(FileError) -> [UInt8]? {
    let descriptor = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return try line(from: descriptor, prompt: prompt)
  }

  /// Reads a line of a terminal that does not show it meanwhile.
  ///
  /// The terminal is as it was before when a signal ends or stops the process: the signals are taken here, and take
  /// their effect after that. To be called while the process has one thread.
  static func line(from descriptor: Int32, prompt: String) throws(FileError) -> [UInt8] {
    var line: [UInt8] = []
    while true {
      let signal = try silently(descriptor) { () throws(FileError) in
        // Now, since what was typed before is thrown away.
        StandardStream.write(prompt, to: descriptor)
        return try read(descriptor, into: &line)
      }
      StandardStream.write("\n", to: descriptor)
      guard let signal else { return line }
      // Comes back if it was told to stop, and is continued.
      raise(signal)
    }
  }

  /// Reads until the end of a line.
  ///
  /// - Returns: The signal that came before; `nil` if the line is complete.
  private static func read(_ descriptor: Int32, into line: inout [UInt8]) throws(FileError) -> Int32? {
    line = []
    while true {
      var (signals, atOnce) = (set, timespec())
      let signal = unsafe sigtimedwait(&signals, nil, &atOnce)
      guard signal < 0 else { return signal }
      // Signals that are held back wake nobody up, so they are looked for ten times a second.
      var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&ready, 1, 100) > 0 else { continue }
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw FileError("the terminal", .system(errno)) }
      line += chunk[..<count]
      guard count > 0, !line.contains(UInt8(ascii: "\n")) else {
        line = Array(line.prefix { $0 != UInt8(ascii: "\n") })
        return nil
      }
    }
  }

  private static var set: sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in signals { unsafe sigaddset(&set, signal) }
    return set
  }

  /// Runs a body with a terminal that shows nothing of what is typed, the signals held back.
  private static func silently<Result>(
    _ descriptor: Int32,
    _ body: () throws(FileError) -> Result
  ) throws(FileError) -> Result {
    var before = termios()
    guard unsafe tcgetattr(descriptor, &before) == 0 else { throw FileError("the terminal", .system(errno)) }
    var (held, former) = (set, sigset_t())
    unsafe pthread_sigmask(SIG_BLOCK, &held, &former)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &former, nil) }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    unsafe tcsetattr(descriptor, TCSAFLUSH, &silent)
    defer { unsafe tcsetattr(descriptor, TCSADRAIN, &before) }
    return try body()
  }
}
