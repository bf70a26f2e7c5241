/// A quantity measured of a server.
enum Metric: String, CaseIterable {
  case start = "start_ms"
  case anonymousMemory = "rss_anon_mb"
  case pingMedian = "ping_p50_us"
  case pingTail = "ping_p99_us"
  case pingRate = "pings_per_s"
  case callRate = "calls_per_s"
  case callMedian = "call_p50_ms"
  case callTail = "call_p99_ms"
  case callTime = "call_cpu_us"
  case backendTime = "call_backend_cpu_us"
  case peakMemory = "peak_rss_mb"

  /// The metric in words, for the table.
  var title: String {
    switch self {
    case .start: "process start to tools/list, ms"
    case .anonymousMemory: "RssAnon after that, MB"
    case .pingMedian: "ping one by one, p50, µs"
    case .pingTail: "ping one by one, p99, µs"
    case .pingRate: "pings together, per second"
    case .callRate: "calls together, per second"
    case .callMedian: "calls together, p50, ms"
    case .callTail: "calls together, p99, ms"
    case .callTime: "processor time of a call, µs"
    case .backendTime: "the backend's for it, µs"
    case .peakMemory: "peak RSS, MB"
    }
  }

  /// The number of significant digits after the decimal point.
  var digits: Int {
    switch self {
    case .pingRate, .callRate: 0
    case .pingMedian, .pingTail, .callTime, .backendTime: 1
    case .start, .anonymousMemory, .callMedian, .callTail, .peakMemory: 2
    }
  }
}
