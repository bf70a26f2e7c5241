import Glibc

/// Doubles the input of everything that handles text or trees, and prints how the work grows.
///
/// `Tests/Benchmark/README.md` says how and why. Ends with 1 if something grows faster than its input.
@main
enum GrowthBenchmark {
  static func main() async {
    do throws(UsageError) {
      let options = try Options(CommandLine.arguments.dropFirst())
      let cases = allCases.filter { options.filter.isEmpty || $0.name.contains(options.filter) }
      var failures: [String] = []
      print(Measurement.header)
      for growing in cases {
        let measurement = await Measurement.of(growing, options)
        print(measurement.row)
        if !measurement.isInStep { failures.append(growing.name) }
      }
      if failures.isEmpty {
        print("\nEverything grows by at most \(Measurement.limit) for every doubling.")
      } else {
        print("\nFaster than the input: \(failures.joined(separator: "; ")).")
        exit(1)
      }
    } catch {
      print("error: \(error.message)\n\(Options.usage)")
      exit(2)
    }
  }

  private static var allCases: [GrowthCase] {
    GrowthCase.json + GrowthCase.schemas + GrowthCase.documents + GrowthCase.pages + GrowthCase.tools
      + GrowthCase.secrets
  }
}

/// The command line cannot be understood.
struct UsageError: Error {
  let message: String
}

/// The options of the command line.
struct Options {
  /// Only cases whose name has this in it.
  private(set) var filter = ""
  /// The runs of each size, of which the fastest counts.
  private(set) var runs = 3
  /// The largest size, as a part of the usual one: 4 is a quarter.
  private(set) var divisor = 1

  static let usage = "usage: GrowthBenchmark [--filter TEXT] [--runs N] [--divisor N]"

  init(_ arguments: ArraySlice<String>) throws(UsageError) {
    var rest = arguments
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { throw UsageError(message: "\(name) needs a value") }
      switch name {
      case "--filter": filter = value
      case "--runs": runs = try Self.count(value, of: name)
      case "--divisor": divisor = try Self.count(value, of: name)
      default: throw UsageError(message: "\(name) is not an option")
      }
    }
  }

  private static func count(_ text: String, of name: String) throws(UsageError) -> Int {
    guard let count = Int(text), 1...100 ~= count else { throw UsageError(message: "\(name) is 1 to 100") }
    return count
  }
}
