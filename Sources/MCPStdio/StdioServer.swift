package import EventThread
import Glibc
package import MCP

/// Serves a catalog on standard input and output: one message a line (specification: transports, stdio).
///
/// Every message identifies its own era; modern ones leave no state behind, legacy ones share one session. Everything
/// runs on one thread: an immediate response is sent before the next line is read, and a waiting call never blocks
/// another message. While a client does not read, no more is read from it, so its backlog is bounded by its requests.
package actor StdioServer {
  /// Settings of the server.
  package struct Options: Sendable {
    /// The protocol eras that are served.
    package var eras = EraSupport.dual
    /// The longest line accepted, in bytes.
    package var maximumLineLength = 16 << 20
    /// The most requests in progress; further ones are refused.
    package var maximumCalls = 1000
    /// Time for calls to finish after the end of the input, and for a client to read.
    package var grace = Duration.seconds(10)
    /// Longest wait for a client's response to a question, up to 2025-11-25: a person may have to give it.
    package var answerTimeout = Duration.seconds(300)
    /// Seals the state that modern clients return with their responses.
    package var sealer = StateSealer()
    /// Called when nobody can respond or approve any more, so that nothing waits for it.
    package var inputEnded: @Sendable () -> Void = {}
    /// Logs a line for the person who runs the server.
    package var note: @Sendable (String) -> Void = { _ in }
    /// The descriptor of the input.
    package var input: Int32 = STDIN_FILENO
    /// The descriptor of the output.
    package var output: Int32 = STDOUT_FILENO

    /// The defaults.
    package init() {}
  }

  /// The executor of the thread.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  nonisolated let thread: EventThread
  let options: Options
  let writer: LineWriter
  let modern: ModernDispatcher
  let legacy: LegacySession
  var calls = CallsInFlight()
  private var splitter: LineSplitter
  /// The buffer that the input is read to, used again for each read.
  private var chunk: [UInt8] = []
  private var input: Watch?
  private var output: Watch?
  /// Ends everything that is still running some time after the end of the input.
  private var deadline: Timer?
  private var ended: CheckedContinuation<Void, Never>?

  /// Makes a server on a thread.
  package init(_ store: CatalogStore, thread: EventThread, options: Options = Options()) {
    self.thread = thread
    self.options = options
    writer = LineWriter(options.output) { thread.wake() }
    modern = ModernDispatcher(store, eras: options.eras, sealer: options.sealer)
    legacy = LegacySession(store, sink: writer, timeout: options.answerTimeout)
    splitter = LineSplitter(maximumLength: options.maximumLineLength)
  }

  /// Serves until the input has ended and every call received has its response.
  package func run() async {
    // A write to a client that has gone must fail, not end the program.
    _ = signal(SIGPIPE, SIG_IGN)
    thread.beforeWaiting { self.assumeIsolated { $0.flush() } }
    await withCheckedContinuation { continuation in
      ended = continuation
      output = thread.watch(options.output, .hangUp) { ready in self.assumeIsolated { $0.outputChanged(ready) } }
      input = thread.watch(options.input, .readable) { _ in self.assumeIsolated { $0.read() } }
    }
  }

  /// Stops at once, for signals or if nobody reads the output; read-only calls are cancelled.
  ///
  /// The other calls have the time of ``Options/grace``.
  package func stop() {
    endInput()
    calls.cancelSafe()
  }

  /// Stops reading, and lets received calls finish within ``Options/grace`` (STD-04).
  ///
  /// Subscriptions end with their results; waits for responses of the client, and for people, end.
  private func endInput() {
    guard let watch = input else { return }
    input = nil
    watch.cancel()
    modern.endSubscriptions()
    legacy.close()
    options.inputEnded()
    deadline = thread.schedule(after: options.grace) { self.assumeIsolated { $0.end() } }
  }

  /// Writes buffered output, then decides whether to read on and whether the server is done.
  private func flush() {
    let isWritten = writer.flush()
    output?.setInterest(writer.isClosed ? [] : isWritten ? .hangUp : .writable)
    input?.setInterest(writer.backlog < Self.maximumBacklog ? .readable : [])
    if writer.isClosed { stop() }
    if input == nil, calls.isEmpty, isWritten { end() }
  }

  /// Closes the writer when the reader of the output has gone; the thread flushes before it waits again.
  private func outputChanged(_ ready: Interest) {
    if ready == .all { writer.close() }
  }

  /// The backlog for the client above which no more input is read, in bytes.
  private static var maximumBacklog: Int { 1 << 20 }

  private func end() {
    guard let ended else { return }
    self.ended = nil
    calls.cancelAll()
    deadline?.cancel()
    output?.cancel()
    output = nil
    ended.resume()
  }

  private func read() {
    if chunk.isEmpty { chunk = Array(repeating: 0, count: Self.chunkSize) }
    // Out of the actor while its lines are taken, so that it is written to in place again next time.
    var chunk: [UInt8] = []
    swap(&chunk, &self.chunk)
    defer { swap(&chunk, &self.chunk) }
    let count = unsafe Glibc.read(options.input, &chunk, chunk.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    guard count > 0 else {
      splitter.finish(receive)
      options.note("The input has ended")
      return endInput()
    }
    splitter.append(chunk[..<count], receive)
  }

  private static var chunkSize: Int { 1 << 16 }
}
