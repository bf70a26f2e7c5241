import Glibc

/// A file of the kernel about a process (proc(5)).
struct ProcessFile {
  /// The content; empty if the process has exited.
  let text: String

  init(_ process: String, _ name: String) {
    var bytes: [UInt8] = []
    let descriptor = unsafe open("/proc/\(process)/\(name)", O_RDONLY | O_CLOEXEC)
    if descriptor >= 0 {
      var chunk = [UInt8](repeating: 0, count: 1 << 14)
      while case let count = unsafe read(descriptor, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
      close(descriptor)
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// Processor time of all threads of a process so far, in seconds.
  static func processorTime(of process: Int32) -> Double {
    // The name, in parentheses, may contain anything; user and system time are the 12th and 13th field after it.
    let fields = Self("\(process)", "stat").text.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12 else { return 0 }
    return ((Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// A size from the status of a process, in megabytes of 2^20 bytes: `RssAnon`, `VmHWM`.
  static func size(_ name: String, of process: Int32) -> Double {
    for line in Self("\(process)", "status").text.split(separator: "\n") where line.hasPrefix("\(name):") {
      return Double(line.split(whereSeparator: { $0 == " " || $0 == "\t" })[1]).map { $0 / 1_024 } ?? 0
    }
    return 0
  }
}
