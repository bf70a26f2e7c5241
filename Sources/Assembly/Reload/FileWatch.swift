package import EventThread
import Files
import Glibc

/// Watches several files for changes: written, created, replaced or removed.
///
/// It watches the folders, not the files, because editors and configuration tools replace the file or the link. After
/// any event in a folder, the state of the files tells whether one of them changed. Changes in quick succession are
/// reported once.
package actor FileWatch {
  /// The executor of the thread.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  /// Quiet period before a change is reported: related files are written one after another.
  private static let quiet = Duration.milliseconds(100)
  private static let events = UInt32(IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO) | UInt32(IN_DELETE | IN_MOVED_FROM)

  private nonisolated let thread: EventThread
  private let handler: @Sendable () -> Void
  /// The `inotify` instance.
  private let descriptor: Int32
  private var watch: Watch?
  private var timer: Timer?
  /// The files' states at the last check.
  private var states: [String: FileState?] = [:]

  /// Makes a watch without files; `nil` if the system refuses.
  package init?(on thread: EventThread, _ handler: @escaping @Sendable () -> Void) {
    descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard descriptor >= 0 else { return nil }
    self.thread = thread
    self.handler = handler
  }

  deinit { close(descriptor) }

  /// Watches the given files instead of the previous ones; pending changes of those are still reported.
  ///
  /// - Returns: The folders that cannot be watched.
  package func follow(_ files: [String]) -> [String] {
    if watch == nil { watch = thread.watch(descriptor, .readable) { _ in self.assumeIsolated { $0.look() } } }
    var refused: [String] = []
    for folder in Set(files.flatMap(Self.folders)).sorted() {
      let number = unsafe inotify_add_watch(descriptor, folder, Self.events)
      // A missing folder contains no file that was read.
      if number < 0, errno != ENOENT { refused.append(folder) }
    }
    let known = states
    states = Dictionary(files.map { ($0, known[$0] ?? FileState(path: $0)) }) { first, _ in first }
    return refused
  }

  /// Stops the watch.
  package func cancel() {
    watch?.cancel()
    timer?.cancel()
  }

  /// Compares the files' states after an event in one of their folders.
  private func look() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while unsafe read(descriptor, &buffer, buffer.count) > 0 {}
    var hasChanged = false
    for (path, state) in states {
      let now = FileState(path: path)
      guard now != state else { continue }
      states[path] = .some(now)
      hasChanged = true
    }
    guard hasChanged else { return }
    timer?.cancel()
    timer = thread.schedule(after: Self.quiet) { self.assumeIsolated { $0.handler() } }
  }

  /// The folder of a file, and that of the file behind a link.
  private static func folders(of path: String) -> [String] {
    var paths = [path]
    if let real = unsafe realpath(path, nil) {
      paths.append(unsafe String(cString: real))
      unsafe free(real)
    }
    return paths.map { path in
      guard let slash = path.lastIndex(of: "/") else { return "." }
      return slash == path.startIndex ? "/" : String(path[..<slash])
    }
  }
}
