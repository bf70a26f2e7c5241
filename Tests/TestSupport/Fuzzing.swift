import Foundation
import Testing

/// Attempts with what is random: none may crash the program, keep it busy, or leave memory behind.
///
/// With `NETHESIS_MCP_FUZZ_SECONDS=600 swift test --filter FuzzTests` as many are made as that time allows, each run
/// others; `NETHESIS_MCP_FUZZ_SEED` with the seed that is printed makes the same again.
package enum Fuzzing {
  private static let environment = ProcessInfo.processInfo.environment

  /// For how long attempts are made; `nil` if that is not what is asked for.
  package static let seconds = environment["NETHESIS_MCP_FUZZ_SECONDS"].flatMap { Int($0) }

  /// How much memory may be resident more than after the first tenth of the time, in bytes: what allocators keep.
  private static let maximumGrowth = 64 << 20

  /// Makes attempts for as long as there is time, and says what of.
  package static func run(_ name: String, attempt: (Int, inout SeededGenerator) async -> Void) async {
    let seed = environment["NETHESIS_MCP_FUZZ_SEED"].flatMap { UInt64($0) } ?? .random(in: .min ... .max)
    print("\(name): NETHESIS_MCP_FUZZ_SEED=\(seed)")
    var random = SeededGenerator(seed: seed)
    let (start, seconds) = (ContinuousClock.now, Fuzzing.seconds ?? 0)
    let (end, settled) = (start + .seconds(seconds), start + .milliseconds(seconds * 100))
    var (round, slowest, memory) = (0, 0.0, 0)
    while ContinuousClock.now < end {
      if memory == 0, ContinuousClock.now > settled { memory = residentMemory }
      let began = processorTime
      await attempt(round, &random)
      slowest = max(slowest, processorTime - began)
      round += 1
    }
    let growth = residentMemory - memory
    print("\(name): \(round) attempts, the slowest \(slowest) s of the processor")
    print("\(name): resident memory \(memory) bytes, and \(growth) more in the end")
    #expect(growth < maximumGrowth)
  }

  /// What this process has used of the processor, in seconds: a machine that does something else does not count.
  private static var processorTime: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  /// How much memory of this process is resident, in bytes.
  private static var residentMemory: Int {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
    return (pages?.dropFirst().first.flatMap { Int($0) } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
