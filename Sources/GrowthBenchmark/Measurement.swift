import Glibc

/// The processor time of one case at doubling sizes.
struct Measurement {
  /// The largest growth per doubling that counts as linear, including effects of caches.
  static let limit = 2.3
  /// The same for small inputs, of which more fits into caches.
  static let gateLimit = 3.2
  /// The time below which noise decides, in seconds.
  private static let least = 0.001
  /// The time of one run above which no larger size is tried, in seconds.
  private static let most = 8.0
  /// Total time of the runs averaged for a measurement, in seconds: the system counts in ticks of a few milliseconds.
  private static let enough = 0.05
  /// The most runs of one measurement.
  private static let mostRuns = 200
  private let name: String
  private let limit: Double
  private var times: [(size: Int, seconds: Double)] = []
  private var worst = 0.0
  private var problem: String?

  var isInStep: Bool { worst <= limit && problem == nil }

  static let header =
    column("case", 62) + column("largest", 12) + column("seconds", 10) + column("growth", 8) + "verdict"

  var row: String {
    let last = times.last
    let verdict = problem ?? (worst == 0 ? "in step (fast at any size)" : isInStep ? "in step" : "TOO FAST: \(all)")
    return Self.column(name, 62) + Self.column(last.map { "\($0.size)" } ?? "-", 12)
      + Self.column(last.map { Self.rounded($0.seconds) } ?? "-", 10) + Self.column(Self.rounded(worst), 8) + verdict
  }

  private var all: String { times.map { "\($0.size): \(Self.rounded($0.seconds))" }.joined(separator: ", ") }

  private init(name: String, limit: Double) {
    self.name = name
    self.limit = limit
  }

  static func of(_ growing: GrowthCase, _ options: GrowthOptions) async -> Measurement {
    let limit = max(options.limit, growing.cacheGrowth ?? 0)
    var measurement = Measurement(name: growing.name, limit: limit)
    do {
      try await measurement.run(growing, options)
    } catch {
      measurement.problem = "FAILED: \(error)"
    }
    return measurement
  }

  private mutating func run(_ growing: GrowthCase, _ options: GrowthOptions) async throws {
    let sizes = options.sizes(of: growing)
    var size = sizes.lowerBound
    var before: GrowthCase.Work?
    while size <= sizes.upperBound {
      let work = try await growing.prepare(size)
      times.append((size, try await Self.time(work)))
      if let before, times.count > 1 {
        // A growth that seems too fast may be a disturbance: both sizes are run again.
        for _ in 0..<options.retries where growth > limit {
          times[times.count - 2].seconds = min(times[times.count - 2].seconds, try await Self.time(before))
          times[times.count - 1].seconds = min(times[times.count - 1].seconds, try await Self.time(work))
        }
        worst = max(worst, growth)
      }
      // Larger sizes would only take longer.
      guard isInStep else { return }
      if times[times.count - 1].seconds > Self.most {
        problem = "TOO SLOW: \(all)"
        return
      }
      before = work
      size *= 2
    }
  }

  /// The growth from the previous size to the last; 0 if both are too fast to tell.
  private var growth: Double {
    let (small, large) = (times[times.count - 2].seconds, times[times.count - 1].seconds)
    return large < 2 * Self.least ? 0 : large / max(small, Self.least)
  }

  /// The mean processor time of a run, in seconds.
  private static func time(_ work: GrowthCase.Work) async throws -> Double {
    let start = processorTime
    for count in 1...mostRuns {
      try await work()
      let time = processorTime - start
      if time >= enough || count == mostRuns { return time / Double(count) }
    }
    return 0
  }

  /// The processor time of this process, in seconds, which excludes other load.
  private static var processorTime: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func column(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func rounded(_ number: Double) -> String {
    let thousandths = Int((number * 1000).rounded())
    let fraction = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
  }
}
