import Glibc
import JSON

/// Measures stdio servers side by side; `Tests/Benchmark/README.md` explains how and why.
@main
enum Benchmarks {
  static func main() {
    do throws(BenchmarkError) {
      switch CommandLine.arguments.dropFirst().first {
      case "echo": EchoServer.run()
      case "stdio": try measure(BenchmarkOptions(CommandLine.arguments.dropFirst(2)))
      default: throw BenchmarkError(BenchmarkOptions.usage)
      }
    } catch {
      note("error: \(error.description)")
      exit(1)
    }
  }

  private static func measure(_ options: BenchmarkOptions) throws(BenchmarkError) {
    // A write to a server that has exited must fail, not end this process.
    _ = signal(SIGPIPE, SIG_IGN)
    var suite = Suite(options)
    try suite.run()
    let report = Report(suite.results, options)
    print(options.writesJSON ? report.json.description : report.table)
  }

  /// Prints progress on standard error, apart from the result.
  static func note(_ text: String) {
    var line = Array(text.utf8)
    line.append(UInt8(ascii: "\n"))
    _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// The reason why nothing could be measured.
struct BenchmarkError: Error {
  let description: String

  init(_ description: String) { self.description = description }
}
