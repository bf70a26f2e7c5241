/// A command line that is not understood.
struct UsageError: Error {
  let message: String
}

/// The options of the command line.
struct GrowthOptions {
  /// A text that the names of measured cases contain.
  private(set) var filter = ""
  /// The number of repeated measurements, of which the fastest count, before a growth counts as too fast.
  private(set) var retries = 7
  /// The divisor of the largest size: 4 means a quarter.
  private(set) var divisor = 1
  /// Whether small sizes are used, for debug builds.
  private(set) var isGate = false
  /// The number of cases measured at once, each in a separate process.
  private(set) var jobs = 1
  /// The case that this process measures; `nil` in the parent process.
  private(set) var child: String?

  static let usage = "usage: GrowthBenchmark [--gate] [--filter TEXT] [--retries N] [--divisor N] [--jobs N]"

  init(_ arguments: ArraySlice<String>) throws(UsageError) {
    var rest = arguments
    while let name = rest.popFirst() {
      if name == "--gate" {
        isGate = true
        continue
      }
      guard let value = rest.popFirst() else { throw UsageError(message: "\(name) needs a value") }
      switch name {
      case "--filter": filter = value
      case "--retries": retries = try Self.count(value, of: name)
      case "--divisor": divisor = try Self.count(value, of: name)
      case "--jobs": jobs = try Self.count(value, of: name)
      case "--case": child = value
      default: throw UsageError(message: "\(name) is not an option")
      }
    }
  }

  private static func count(_ text: String, of name: String) throws(UsageError) -> Int {
    guard let count = Int(text), 1...100 ~= count else { throw UsageError(message: "\(name) is 1 to 100") }
    return count
  }

  /// Whether a case is measured; the control case always is.
  func isWanted(_ name: String) -> Bool { filter.isEmpty || name.contains(filter) || name == GrowthCase.control.name }

  /// The largest growth per doubling that counts as linear.
  var limit: Double { isGate ? Measurement.gateLimit : Measurement.limit }

  /// The sizes at which a case is measured.
  func sizes(of growing: GrowthCase) -> ClosedRange<Int> {
    let (least, most) = (growing.sizes.lowerBound, growing.sizes.upperBound / divisor)
    guard isGate else { return min(least, most)...most }
    return growing.gateSizes
  }

  /// The arguments for a process that measures one case with the same options.
  func arguments(for name: String) -> [String] {
    ["--case", name, "--retries", "\(retries)", "--divisor", "\(divisor)"] + (isGate ? ["--gate"] : [])
  }
}
