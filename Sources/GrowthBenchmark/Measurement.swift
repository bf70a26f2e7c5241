import Glibc

/// The processor time of one case at doubling sizes.
struct Measurement {
  /// The largest growth per doubling that counts as linear, including effects of caches.
  static let limit = 2.3
  /// The same for small inputs, of which more fits into caches.
  static let gateLimit = 3.2
  /// The time below which noise decides, in seconds.
  private static let least = 0.001
  /// The time of one run above which no larger size is tried, in seconds: small inputs have no such time, since how long
  /// they take is a matter of the machine.
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
      if let before, times.count > 1 { worst = max(worst, try await growth(from: before, to: work, options)) }
      // Larger sizes would only take longer.
      guard isInStep else { return }
      if !options.isGate, times[times.count - 1].seconds > Self.most {
        problem = "TOO SLOW: \(all)"
        return
      }
      before = work
      size *= 2
    }
  }

  /// The growth from the previous size to the last; 0 if both are too fast to tell.
  ///
  /// One that seems too fast may be a disturbance: both sizes are run again, in turn. The least times are compared, and
  /// since a processor that slows down for a while spoils one of them, the growths of the pairs too: the one in the middle
  /// counts if it is smaller.
  private mutating func growth(
    from small: GrowthCase.Work,
    to large: GrowthCase.Work,
    _ options: GrowthOptions
  ) async throws -> Double {
    let last = times.count - 1
    var pairs = [Self.growth(from: times[last - 1].seconds, to: times[last].seconds)]
    var found = pairs[0]
    for _ in 0..<options.retries where found > limit {
      let (less, more) = (try await Self.time(small), try await Self.time(large))
      pairs.append(Self.growth(from: less, to: more))
      times[last - 1].seconds = min(times[last - 1].seconds, less)
      times[last].seconds = min(times[last].seconds, more)
      let middle = pairs.sorted()[pairs.count / 2]
      found = min(Self.growth(from: times[last - 1].seconds, to: times[last].seconds), middle)
    }
    return found
  }

  private static func growth(from small: Double, to large: Double) -> Double {
    large < 2 * least ? 0 : large / max(small, least)
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
