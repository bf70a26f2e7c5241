/// A server that is running, and the loads that can be put on it.
struct Session: ~Copyable {
  /// What one load came to.
  struct Load {
    var count = 0
    var seconds = 0.0
    /// From the request's write to the reply's read, in microseconds.
    var latencies = Samples()

    /// Answers in a second.
    var rate: Double { seconds > 0 ? Double(count) / seconds : 0 }
  }

  private var child: Child
  private var lastID = 0

  /// Starts a server.
  init(_ command: [String]) throws(BenchmarkError) { child = try Child(command) }

  var process: Int32 { child.process }

  /// Opens the session, in the way of the versions that have a handshake.
  mutating func shakeHands() throws(BenchmarkError) {
    try ask(.initialize)
    try child.send(Exchange.initialized)
  }

  /// Asks and waits for the answer, which may be any if the server says the same to everything.
  mutating func ask(_ exchange: Exchange, isAnyReplyGood: Bool = false) throws(BenchmarkError) {
    var request: [UInt8] = []
    lastID += 1
    exchange.append(id: lastID, to: &request)
    try child.send(request)
    var line = try child.receive()
    while child.lines.isNotification(line) { line = try child.receive() }
    guard isAnyReplyGood || child.lines.contains(exchange.proof, in: line) else { throw refusal(line) }
  }

  /// Asks again and again, each time after the answer.
  mutating func askInTurn(_ exchange: Exchange, limit: Int, seconds: Int) throws(BenchmarkError) -> Load {
    var load = Load()
    let begin = now()
    var last = begin
    while load.count < limit, last - begin < seconds * 1_000_000_000 {
      let start = now()
      try ask(exchange)
      last = now()
      load.latencies.append(Double(last - start) / 1_000)
      load.count += 1
    }
    load.seconds = Double(last - begin) / 1e9
    return load
  }

  /// Asks so that always the same number of requests wait for their answers.
  mutating func askTogether(
    _ exchange: Exchange,
    inFlight: Int,
    limit: Int,
    seconds: Int
  ) throws(BenchmarkError) -> Load {
    var load = Load()
    var sent: [Int] = []
    let first = lastID + 1
    var requests: [UInt8] = []
    let begin = now()
    var last = begin

    func more() -> Bool { sent.count < limit && last - begin < seconds * 1_000_000_000 }
    func add() {
      exchange.append(id: first + sent.count, to: &requests)
      sent.append(last)
    }

    for _ in 0..<inFlight where more() { add() }
    while load.count < sent.count {
      if !requests.isEmpty { try child.send(requests) }
      requests.removeAll(keepingCapacity: true)
      try child.fill()
      last = now()
      while let line = child.next() {
        if child.lines.isNotification(line) { continue }
        guard let id = child.lines.id(in: line), child.lines.contains(exchange.proof, in: line) else {
          throw refusal(line)
        }
        guard sent.indices.contains(id - first), sent[id - first] > 0 else { throw refusal(line) }
        load.latencies.append(Double(last - sent[id - first]) / 1_000)
        sent[id - first] = 0
        load.count += 1
        if more() { add() }
      }
    }
    lastID += sent.count
    load.seconds = Double(last - begin) / 1e9
    return load
  }

  private func refusal(_ line: Range<Int>) -> BenchmarkError {
    BenchmarkError("a reply that was not expected: \(child.lines.text(of: line))")
  }
}
