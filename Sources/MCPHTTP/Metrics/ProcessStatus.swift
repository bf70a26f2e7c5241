import Glibc

/// The system's data on this process (`proc(5)`); what only /proc tells is unknown where there is none.
struct ProcessStatus: Sendable {
  var residentBytes: Int?
  var anonymousBytes: Int?
  var descriptors: Int?
  var processorSeconds = 0.0

  static func now() -> ProcessStatus {
    var status = ProcessStatus()
    for line in text(of: "/proc/self/status").split(separator: "\n") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard words.count > 1, let kilobytes = Int(words[1]) else { continue }
      switch words[0] {
      case "VmRSS:": status.residentBytes = kilobytes << 10
      case "RssAnon:": status.anonymousBytes = kilobytes << 10
      default: break
      }
    }
    status.descriptors = countDescriptors()
    var time = timespec()
    if unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 {
      status.processorSeconds = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    return status
  }

  private static func text(of path: String) -> String {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
      count = unsafe max(0, read(file, buffer.baseAddress, buffer.count))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The number of open descriptors, without the one used for counting.
  private static func countDescriptors() -> Int? {
    guard let folder = unsafe opendir("/proc/self/fd") else { return nil }
    defer { unsafe _ = closedir(folder) }
    var count = 0
    while unsafe readdir(folder) != nil { count += 1 }
    return count - 3  // This descriptor, `.` and `..`.
  }
}
