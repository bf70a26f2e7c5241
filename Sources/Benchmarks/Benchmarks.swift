import Glibc
import JSON

/// Measures servers on standard input and output, side by side; `Tests/Benchmark/README.md` says how and why.
@main
enum Benchmarks {
  static func main() {
    do throws(BenchmarkError) {
      switch CommandLine.arguments.dropFirst().first {
      case "echo": Echo.run()
      case "stdio": try measure(Options(CommandLine.arguments.dropFirst(2)))
      default: throw BenchmarkError(Options.usage)
      }
    } catch {
      note("error: \(error.description)")
      exit(1)
    }
  }

  private static func measure(_ options: Options) throws(BenchmarkError) {
    // A server that has gone shows when it is written to.
    _ = signal(SIGPIPE, SIG_IGN)
    var suite = Suite(options)
    try suite.run()
    let report = Report(suite.results, options)
    print(options.writesJSON ? report.json.description : report.table)
  }

  /// Tells a person what goes on, apart from the result.
  static func note(_ text: String) {
    var line = Array(text.utf8)
    line.append(UInt8(ascii: "\n"))
    _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// Why nothing could be measured.
struct BenchmarkError: Error {
  let description: String

  init(_ description: String) { self.description = description }
}
