import EventThread
import Store

/// One connection that carries out statements one after the other, and is made anew whenever it has ended.
///
/// Statements wait for a server that is away, but only so long: after that they fail at once until it is back. All of its
/// state belongs to one event thread; making a connection blocks a thread of its own.
actor Lane {
  private nonisolated let thread: EventThread
  private let options: LaneOptions
  private let connector = WorkerThread()

  private var connection: Connection?
  private var watch: Watch?
  /// Whether the connection has been set up.
  private var isReady = false
  private var isConnecting = false
  private var current: Job?
  /// The rows of the statement in progress, or its failure.
  private var outcome: Result<Rows, DatabaseFailure> = .success(Rows())
  private var queue: [Job] = []
  private var lastNumber = 0
  private var trouble: LaneTrouble?

  init(_ options: LaneOptions, on thread: EventThread) {
    self.options = options
    self.thread = thread
  }

  deinit {
    thread.perform { [watch, connection] in
      watch?.cancel()
      withExtendedLifetime(connection) {}
    }
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  /// Carries out a statement.
  func run(_ statement: Statement) async throws(DatabaseFailure) -> Rows {
    let result = await withCheckedContinuation { continuation in
      accept(statement) { continuation.resume(returning: $0) }
    }
    return try result.get()
  }

  /// Begins a statement that nobody waits for; later statements of the same caller follow it.
  nonisolated func start(_ statement: Statement) {
    thread.perform { [weak self] in self?.assumeIsolated { $0.accept(statement) { _ in } } }
  }

  /// The properties of the connection, which is made if there is none; the clock is that of this process.
  func facts(now: @Sendable () -> Int) async throws(DatabaseFailure) -> DatabaseFacts {
    let time = Statement("SELECT floor(extract(epoch FROM clock_timestamp()))::bigint", isRepeatable: true)
    // Once the connection is there, the second one takes no longer than its way.
    _ = try await run(time)
    let there = try await run(time).integer(0) ?? 0
    guard let connection else { throw DatabaseFailure(.unreachable, "the connection has ended") }
    return DatabaseFacts(
      serverVersion: connection.serverVersion,
      isEncrypted: connection.isEncrypted,
      isLocal: connection.isLocal,
      clockSkew: .seconds(there) - .seconds(now())
    )
  }
}

// MARK: - Statements

extension Lane {
  private func accept(_ statement: Statement, _ resume: @escaping (Result<Rows, DatabaseFailure>) -> Void) {
    if let trouble, trouble.isLasting(options.patience) {
      connectIfDue()
      return resume(.failure(trouble.failure))
    }
    guard queue.count < options.maximumQueue else {
      return resume(.failure(DatabaseFailure(.busy, "\(queue.count) statements wait already")))
    }
    lastNumber += 1
    let number = lastNumber
    let timer = thread.schedule(after: options.patience) { [weak self] in
      self?.assumeIsolated { $0.expire(number) }
    }
    queue.append(Job(statement: statement, number: number, timer: timer, resume: resume))
    advance()
  }

  /// Begins the next statement, or makes the connection for it.
  private func advance() {
    guard current == nil, !queue.isEmpty else { return }
    guard let connection, isReady else { return connectIfDue() }
    current = queue.removeFirst()
    begin(current?.statement, on: connection)
  }

  private func begin(_ statement: Statement?, on connection: Connection) {
    outcome = .success(Rows())
    guard let statement else { return }
    guard connection.send(statement), let isLeft = connection.flush() else {
      return lose(DatabaseFailure(.uncertain, connection.message))
    }
    watch?.setInterest(isLeft ? .all : .readable)
  }

  /// Reads and writes what can be without waiting.
  private func work() {
    guard let connection else { return }
    guard let isLeft = connection.flush(), connection.consume(), connection.isOpen else {
      return lose(DatabaseFailure(.uncertain, connection.message))
    }
    watch?.setInterest(isLeft ? .all : .readable)
    guard current != nil || !isReady else { return }
    while !connection.isBusy {
      guard let result = connection.next() else { return complete() }
      // Of several results the first failure counts: the server ends a connection with one.
      if case .success = outcome { outcome = result }
    }
  }

  private func complete() {
    let outcome = outcome
    if case .failure(let failure) = outcome, failure.endsConnection { return lose(failure) }
    guard isReady else { return prepared(outcome) }
    let job = current
    current = nil
    job?.end(outcome)
    advance()
  }

  /// Ends a statement whose time is over.
  private func expire(_ number: Int) {
    if let index = queue.firstIndex(where: { $0.number == number }) {
      let job = queue.remove(at: index)
      let failure = trouble?.failure ?? DatabaseFailure(.busy, "earlier statements take too long")
      job.end(.failure(failure))
    } else if current?.number == number {
      let job = current
      current = nil
      job?.end(.failure(DatabaseFailure(.uncertain, "the database does not respond")))
      lose(DatabaseFailure(.unreachable, "the database does not respond"))
    }
  }
}

// MARK: - Connections

extension Lane {
  private func connectIfDue() {
    guard connection == nil, !isConnecting else { return }
    if let trouble, trouble.nextAttempt > .now { return }
    isConnecting = true
    // It outlives the call that is the first to need it: others wait for it too. It is on the lane's own thread, since
    // the threads of the system's pool may all be busy for long.
    Task(executorPreference: thread) { [weak self, connector, options] in
      let result = await Self.connect(connector, options)
      await self?.connected(result)
    }
  }

  private nonisolated static func connect(
    _ connector: WorkerThread,
    _ options: LaneOptions
  ) async -> Result<Connection, DatabaseFailure> {
    do throws(StoreError) {
      return try await connector.run { () throws(StoreError) in
        do throws(DatabaseFailure) {
          return .success(try Connection(options.target, seconds: options.connectSeconds))
        } catch { return .failure(error) }
      }
    } catch { return .failure(DatabaseFailure(.unreachable, error.message)) }
  }

  private func connected(_ result: Result<Connection, DatabaseFailure>) {
    isConnecting = false
    switch result {
    case .failure(let failure): fail(failure)
    case .success(let connection):
      self.connection = connection
      watch = thread.watch(connection.socket, .readable) { [weak self] _ in self?.assumeIsolated { $0.work() } }
      begin(options.preparation, on: connection)
      // A server that accepts connections and then says nothing must not hold up the next attempt.
      thread.schedule(after: options.patience) { [weak self, weak connection] in
        self?.assumeIsolated { lane in
          guard !lane.isReady, let connection, lane.connection === connection else { return }
          lane.lose(DatabaseFailure(.unreachable, "the database does not respond"))
        }
      }
    }
  }

  /// Ends the preparation of a connection.
  private func prepared(_ outcome: Result<Rows, DatabaseFailure>) {
    if let failure = options.failure(outcome) {
      dropConnection()
      return fail(failure)
    }
    (isReady, trouble) = (true, nil)
    advance()
  }

  /// Ends a connection that has failed, and the statement on it unless that may be repeated.
  private func lose(_ failure: DatabaseFailure) {
    dropConnection()
    if var job = current {
      current = nil
      if failure.isBeforeWork || (job.statement.isRepeatable && !job.isRepeated) {
        job.isRepeated = true
        queue.insert(job, at: 0)
      } else {
        job.end(.failure(DatabaseFailure(.uncertain, failure.reason)))
      }
    }
    fail(DatabaseFailure(.unreachable, failure.reason))
  }

  private func dropConnection() {
    watch?.cancel()
    (watch, connection, isReady) = (nil, nil, false)
  }

  /// Notes that there is no connection, and tries again until there is one.
  private func fail(_ failure: DatabaseFailure) {
    let trouble = LaneTrouble(failure, after: self.trouble)
    self.trouble = trouble
    if options.isOnce || trouble.isLasting(options.patience) {
      let jobs = queue
      queue = []
      for job in jobs { job.end(.failure(failure)) }
    }
    thread.schedule(at: trouble.nextAttempt) { [weak self] in self?.assumeIsolated { $0.connectIfDue() } }
  }
}
