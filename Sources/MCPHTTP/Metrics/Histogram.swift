import Synchronization

/// A histogram of durations.
struct Histogram: Sendable {
  /// The upper bounds of the buckets, in seconds.
  static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

  /// The number of values in each bucket, excluding those before it; the last one has no upper bound.
  private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
  private(set) var sum = 0.0

  mutating func add(_ seconds: Double) {
    counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
    sum += seconds
  }
}

/// A histogram that several threads may add to.
package final class SharedHistogram: Sendable {
  private let histogram = Mutex(Histogram())

  var value: Histogram { histogram.withLock { $0 } }

  /// Adds a duration.
  package func add(seconds: Double) { histogram.withLock { $0.add(seconds) } }
}
