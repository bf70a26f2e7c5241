import Glibc

/// Doubles the input of everything that processes text or trees, and prints the growth of the work.
///
/// `Tests/Benchmark/README.md` explains how and why. Exits with 1 if any work grows faster than its input, or if the
/// control case, whose work does, is not detected.
@main
enum GrowthBenchmark {
  static func main() async {
    do throws(UsageError) {
      let options = try GrowthOptions(CommandLine.arguments.dropFirst())
      if let name = options.child { exit(await run(name, options) ? 0 : 1) }
      print(Measurement.header)
      let failures = CaseRunner(options).failures(of: cases(for: options))
      guard failures.contains(GrowthCase.control.name) else {
        print("\nThe control case grows with the square and was not found to: nothing above means anything.")
        exit(1)
      }
      let others = failures.filter { $0 != GrowthCase.control.name }
      guard others.isEmpty else {
        print("\nFaster than the input: \(others.joined(separator: "; ")).")
        exit(1)
      }
      print("\nEverything grows by at most \(options.limit) for every doubling, but for the control case.")
    } catch {
      print("error: \(error.message)\n\(GrowthOptions.usage)")
      exit(2)
    }
  }

  /// The names of the cases to measure.
  private static func cases(for options: GrowthOptions) -> [String] {
    allCases.filter { !(options.isGate && $0.isForFullSizes) }.map(\.name).filter(options.isWanted)
  }

  /// Measures one case in this process and prints its row; returns whether its growth is in step.
  private static func run(_ name: String, _ options: GrowthOptions) async -> Bool {
    guard let growing = allCases.first(where: { $0.name == name }) else { return false }
    CaseRunner.limitThisProcess()
    let measurement = await Measurement.of(growing, options)
    print(measurement.row)
    return measurement.isInStep
  }

  private static var allCases: [GrowthCase] {
    [GrowthCase.control] + GrowthCase.json + GrowthCase.schemas + GrowthCase.documents + GrowthCase.sharing
      + GrowthCase.families + GrowthCase.overlays + GrowthCase.pages + GrowthCase.searches + GrowthCase.tools
      + GrowthCase.dialects
      + GrowthCase.requests + GrowthCase.responses + GrowthCase.secrets + GrowthCase.records
  }
}
