/// The options of the command line.
struct BenchmarkOptions {
  /// The programs measured, in turn.
  private(set) var subjects: [Subject] = [.echo]
  /// The process whose time counts as the backend's.
  private(set) var backend: Int32?
  /// The number of rounds, each with all servers in turn.
  private(set) var rounds = 3
  /// The most starts of a server in a round.
  private(set) var starts = 20
  /// The most calls in a round.
  private(set) var calls = 30_000
  /// The most pings in a round.
  private(set) var pings = 100_000
  /// The longest measurement of a round, in seconds.
  private(set) var seconds = 3
  /// The number of concurrent requests, which must all fit into a pipe of 64 KiB.
  private(set) var inFlight = 64
  private(set) var writesJSON = false

  static let usage = """
    usage: Benchmarks echo
           Benchmarks stdio --server NAME COMMAND [--reference NAME COMMAND]... [--backend-pid PID] [--rounds N]
             [--starts N] [--calls N] [--pings N] [--seconds N] [--in-flight N] [--json]
    NAME is for the report. COMMAND is one argument, split at its spaces.
    """

  init(_ arguments: ArraySlice<String>) throws(BenchmarkError) {
    var rest = arguments
    while let name = rest.popFirst() {
      switch name {
      case "--server": subjects.append(try Self.subject(.server, rest.popFirst(), rest.popFirst()))
      case "--reference": subjects.append(try Self.subject(.reference, rest.popFirst(), rest.popFirst()))
      case "--backend-pid": backend = Int32(try Self.count(rest.popFirst(), of: name))
      case "--rounds": rounds = try Self.count(rest.popFirst(), of: name)
      case "--starts": starts = try Self.count(rest.popFirst(), of: name)
      case "--calls": calls = try Self.count(rest.popFirst(), of: name)
      case "--pings": pings = try Self.count(rest.popFirst(), of: name)
      case "--seconds": seconds = try Self.count(rest.popFirst(), of: name)
      case "--in-flight": inFlight = try Self.count(rest.popFirst(), of: name, atMost: 200)
      case "--json": writesJSON = true
      default: throw BenchmarkError("unknown argument \(name)\n\(Self.usage)")
      }
    }
    guard subjects.count(where: { $0.role == .server }) == 1 else {
      throw BenchmarkError("one --server is needed\n\(Self.usage)")
    }
  }

  private static func subject(
    _ role: Subject.Role,
    _ name: String?,
    _ command: String?
  ) throws(BenchmarkError) -> Subject {
    let words = (command ?? "").split(separator: " ").map(String.init)
    guard let name, !words.isEmpty else { throw BenchmarkError("a name and a command are needed\n\(usage)") }
    return Subject(role: role, name: name, command: words)
  }

  private static func count(
    _ text: String?,
    of name: String,
    atMost maximum: Int = 10_000_000
  ) throws(BenchmarkError) -> Int {
    guard let value = text.flatMap({ Int($0) }), (1...maximum).contains(value) else {
      throw BenchmarkError("\(name) needs a number from 1 to \(maximum)")
    }
    return value
  }
}
