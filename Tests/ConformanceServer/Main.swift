import EventThread
import Glibc

/// Serves the fixtures of the official conformance suite, so that it can score the engine.
@main
enum Main {
  static func main() {
    guard let transport = Transport(CommandLine.arguments.dropFirst()) else {
      note(Transport.usage)
      exit(2)
    }
    do throws(EventThreadError) {
      try EventThread.run { thread in await transport.serve(Fixtures.store(), on: thread) }
    } catch {
      note("error: \(error)")
      exit(1)
    }
  }

  /// Tells a person what goes on: standard output belongs to the protocol.
  static func note(_ text: String) {
    var line = Array(text.utf8)
    line.append(UInt8(ascii: "\n"))
    // Safe: the array outlives the call.
    _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
