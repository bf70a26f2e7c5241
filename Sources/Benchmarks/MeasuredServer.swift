/// A running server, and the loads for measuring it.
struct MeasuredServer: ~Copyable {
  /// The result of one load.
  struct Load {
    var count = 0
    var seconds = 0.0
    /// Times from writing a request to reading its reply, in microseconds.
    var latencies = Samples()

    /// Replies per second.
    var rate: Double { seconds > 0 ? Double(count) / seconds : 0 }
  }

  private var child: Child
  private var lastID = 0

  /// Starts a server.
  init(_ command: [String]) throws(BenchmarkError) { child = try Child(command) }

  var process: Int32 { child.process }

  /// Performs the handshake of the versions that have one.
  mutating func shakeHands() throws(BenchmarkError) {
    try ask(.initialize)
    try child.send(RepeatedRequest.initialized)
  }

  /// Sends a request and waits for its reply; with `isAnyReplyGood`, the reply is not checked.
  mutating func ask(_ exchange: RepeatedRequest, isAnyReplyGood: Bool = false) throws(BenchmarkError) {
    var request: [UInt8] = []
    lastID += 1
    exchange.append(id: lastID, to: &request)
    try child.send(request)
    var line = try child.receive()
    while child.lines.isNotification(line) { line = try child.receive() }
    guard isAnyReplyGood || child.lines.contains(exchange.proof, in: line) else { throw refusal(line) }
  }

  /// Sends a request repeatedly, each time after the reply.
  mutating func askInTurn(_ exchange: RepeatedRequest, limit: Int, seconds: Int) throws(BenchmarkError) -> Load {
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

  /// Sends requests so that a fixed number is always in flight.
  mutating func askTogether(
    _ exchange: RepeatedRequest,
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
