/// All measurements, in rounds, so that a disturbance of the machine affects every server.
struct Suite {
  /// The results of one server: values of all rounds, by metric.
  typealias Results = [Metric: Samples]

  private let options: BenchmarkOptions
  private(set) var results: [Subject: Results] = [:]

  init(_ options: BenchmarkOptions) { self.options = options }

  mutating func run() throws(BenchmarkError) {
    for round in 1...options.rounds {
      for subject in options.subjects {
        Benchmarks.note("round \(round) of \(options.rounds): \(subject.name)")
        try measureStarts(subject)
        try measureLoads(subject)
      }
    }
  }

  private mutating func record(_ subject: Subject, _ metric: Metric, _ value: Double) {
    results[subject, default: [:]][metric, default: Samples()].append(value)
  }

  private mutating func measureStarts(_ subject: Subject) throws(BenchmarkError) {
    let begin = now()
    for _ in 0..<options.starts where now() - begin < options.seconds * 1_000_000_000 {
      Watchdog.set(seconds: Self.patience)
      let start = now()
      var session = try MeasuredServer(subject.command)
      try session.ask(.tools, isAnyReplyGood: subject.role == .echo)
      record(subject, .start, Double(now() - start) / 1e6)
      record(subject, .anonymousMemory, ProcessFile.size("RssAnon", of: session.process))
    }
  }

  private mutating func measureLoads(_ subject: Subject) throws(BenchmarkError) {
    Watchdog.set(seconds: Self.patience)
    var session = try MeasuredServer(subject.command)
    if subject.role != .echo { try session.shakeHands() }
    try measurePings(subject, &session)
    if subject.role != .echo { try measureCalls(subject, &session) }
    record(subject, .peakMemory, ProcessFile.size("VmHWM", of: session.process))
  }

  private mutating func measurePings(_ subject: Subject, _ session: inout MeasuredServer) throws(BenchmarkError) {
    _ = try session.askInTurn(.ping, limit: Self.warmUp, seconds: options.seconds)
    Watchdog.set(seconds: options.seconds + Self.patience)
    let latencies = try session.askInTurn(.ping, limit: options.pings, seconds: options.seconds).latencies
    record(subject, .pingMedian, latencies.median)
    record(subject, .pingTail, latencies.quantile(0.99))
    if subject.role != .echo {
      record(subject, .pingRate, try load(.ping, limit: options.pings, &session).rate)
    }
  }

  private mutating func measureCalls(_ subject: Subject, _ session: inout MeasuredServer) throws(BenchmarkError) {
    _ = try load(.call, limit: Self.warmUp, &session)
    let before = ProcessFile.processorTime(of: session.process)
    let backendBefore = options.backend.map(ProcessFile.processorTime)
    let load = try load(.call, limit: options.calls, &session)
    let time = ProcessFile.processorTime(of: session.process) - before
    record(subject, .callRate, load.rate)
    record(subject, .callMedian, load.latencies.median / 1_000)
    record(subject, .callTail, load.latencies.quantile(0.99) / 1_000)
    record(subject, .callTime, time / Double(load.count) * 1e6)
    if let backend = options.backend, let backendBefore {
      let time = ProcessFile.processorTime(of: backend) - backendBefore
      record(subject, .backendTime, time / Double(load.count) * 1e6)
    }
  }

  private func load(
    _ exchange: RepeatedRequest,
    limit: Int,
    _ session: inout MeasuredServer
  ) throws(BenchmarkError) -> MeasuredServer.Load {
    Watchdog.set(seconds: options.seconds + Self.patience)
    return try session.askTogether(exchange, inFlight: options.inFlight, limit: limit, seconds: options.seconds)
  }

  /// The number of requests that open a server's connections and fill its caches before the measurement.
  private static let warmUp = 256
  /// Time allowed beyond a measurement's planned duration, in seconds.
  private static let patience = 20
}
