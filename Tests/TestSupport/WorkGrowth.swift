import Glibc

/// How the work of a function grows with its input.
package enum WorkGrowth {
  /// The factor above which work on four times the input is not in step with the input: 4 would be, 16 is its square.
  package static let limit = 8.0

  /// Measures how many times the processor time of one input is needed for one four times as large.
  ///
  /// The time is that of this thread alone, of the best of several runs on either input in turn, so that other load of the
  /// machine hardly counts. Inputs have to be large enough for a few milliseconds.
  ///
  /// - Parameters:
  ///   - size: The smaller size.
  ///   - prepare: Makes an input of a size; its time does not count.
  ///   - work: What is measured.
  /// - Returns: About 4 for what is linear, 16 for what grows with the square.
  /// - Throws: What making an input or the work throws.
  package static func factor<Input>(
    from size: Int,
    _ prepare: (Int) throws -> Input,
    _ work: (Input) throws -> Void
  ) throws -> Double {
    let (small, large) = (try prepare(size), try prepare(4 * size))
    var (least, most) = (Double.infinity, Double.infinity)
    for _ in 0..<4 {
      least = min(least, try time { try work(small) })
      most = min(most, try time { try work(large) })
      // One good run is enough: no noise makes a square look linear.
      if most < limit * least { break }
    }
    return most / max(least, 0.000_1)
  }

  private static func time(_ work: () throws -> Void) throws -> Double {
    let start = threadTime
    try work()
    return threadTime - start
  }

  private static var threadTime: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
