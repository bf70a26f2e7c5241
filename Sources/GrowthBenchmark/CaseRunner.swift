import Glibc

/// Measures cases in separate processes, so that an endless or huge one ends only its own process.
struct CaseRunner {
  private let options: GrowthOptions

  /// Processor time after which a case counts as endless, in seconds.
  private static let mostSeconds: rlim_t = 60
  /// Address space of a case, in bytes.
  private static let mostMemory: rlim_t = 12 << 30

  init(_ options: GrowthOptions) { self.options = options }

  /// Sets limits for the process that measures a case.
  static func limitThisProcess() {
    var time = rlimit(rlim_cur: mostSeconds, rlim_max: mostSeconds)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &time)
    var memory = rlimit(rlim_cur: mostMemory, rlim_max: mostMemory)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &memory)
  }

  /// Measures cases, as many at once as the options say, each of which prints its row; returns those that fail.
  func failures(of names: [String]) -> [String] {
    var waiting = names[...]
    var running: [pid_t: String] = [:]
    var failures: [String] = []
    while !waiting.isEmpty || !running.isEmpty {
      if running.count < options.jobs, let name = waiting.popFirst() {
        if let child = start(name) { running[child] = name } else { failures.append(name) }
        continue
      }
      var status: Int32 = 0
      let child = unsafe wait(&status)
      guard child > 0 else { return failures + running.values }
      guard let name = running.removeValue(forKey: child), status != 0 else { continue }
      failures.append(name)
      // The low bits are the signal that ended the process, which has then printed nothing.
      if status & 0x7F != 0 { print("\(name): TOO SLOW, or too large: it was ended (signal \(status & 0x7F))") }
    }
    return names.filter(failures.contains)
  }

  private func start(_ name: String) -> pid_t? {
    fflush(nil)
    var child: pid_t = 0
    let words = [CommandLine.arguments[0]] + options.arguments(for: name)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    let failure = unsafe posix_spawn(&child, "/proc/self/exe", nil, nil, &arguments, environ)
    return failure == 0 ? child : nil
  }
}
