package import EventThread
import Glibc
package import MCP

/// Serves a catalog on standard input and output: one message a line (specification: transports, stdio).
///
/// Every message says by itself of which era it is; the modern ones leave nothing behind, the legacy ones share one
/// session. Everything happens on one thread: what can be answered at once is answered before the next line is read,
/// and what must wait never holds up another message. While a client does not read, nothing more is read from it, so
/// what waits for it is bounded by what it has asked for.
package actor StdioServer {
  /// What may be set.
  package struct Options: Sendable {
    package var eras = EraSupport.dual
    /// The longest line in bytes; longer ones are refused.
    package var maximumLineLength = 16 << 20
    /// How many requests may be worked on at once; more are refused.
    package var maximumCalls = 1000
    /// How long calls get to finish once the input has ended, and a client to read.
    package var grace = Duration.seconds(10)
    /// How long a client may take to answer a question, up to 2025-11-25: a person may have to.
    package var answerTimeout = Duration.seconds(300)
    /// Seals what modern clients bring back with their answers.
    package var sealer = StateSealer()
    /// To be called when nobody can answer or approve anything any more, so that nothing waits for it.
    package var inputEnded: @Sendable () -> Void = {}
    /// Takes what a person who runs the server may want to know, one line each.
    package var note: @Sendable (String) -> Void = { _ in }
    package var input: Int32 = STDIN_FILENO
    package var output: Int32 = STDOUT_FILENO

    package init() {}
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  nonisolated let thread: EventThread
  let options: Options
  let writer: LineWriter
  let modern: ModernDispatcher
  let legacy: LegacySession
  var calls = CallsInFlight()
  private var splitter: LineSplitter
  private var input: Watch?
  private var output: Watch?
  /// Ends what has not ended by itself, once the input has.
  private var deadline: Timer?
  private var ended: CheckedContinuation<Void, Never>?

  package init(_ store: CatalogStore, thread: EventThread, options: Options = Options()) {
    self.thread = thread
    self.options = options
    writer = LineWriter(options.output) { thread.wake() }
    modern = ModernDispatcher(store, eras: options.eras, sealer: options.sealer)
    legacy = LegacySession(store, sink: writer, timeout: options.answerTimeout)
    splitter = LineSplitter(maximumLength: options.maximumLineLength)
  }

  /// Serves until the input has ended and every call has been answered that was received.
  package func run() async {
    // A client that has gone shows when its output is written to, and must not end the program in the middle.
    _ = signal(SIGPIPE, SIG_IGN)
    thread.beforeWaiting { self.assumeIsolated { $0.flush() } }
    await withCheckedContinuation { continuation in
      ended = continuation
      output = thread.watch(options.output, .hangUp) { ready in self.assumeIsolated { $0.outputChanged(ready) } }
      input = thread.watch(options.input, .readable) { _ in self.assumeIsolated { $0.read() } }
    }
  }

  /// Ends at once, for signals and where nobody reads the output: calls that only read are stopped.
  ///
  /// The other calls have the time that ``Options/grace`` gives them.
  package func stop() {
    endInput()
    calls.cancelSafe()
  }

  /// Takes nothing more, and has what was received finish in the time of ``Options/grace`` (STD-04).
  ///
  /// Subscriptions end with their results; questions to the client, and pages for a person, are waited for no longer.
  private func endInput() {
    guard let watch = input else { return }
    input = nil
    watch.cancel()
    modern.endSubscriptions()
    legacy.close()
    options.inputEnded()
    deadline = thread.schedule(after: options.grace) { self.assumeIsolated { $0.end() } }
  }

  /// Writes what there is to write, and sees whether to read on, and whether this is the end.
  private func flush() {
    let isWritten = writer.flush()
    output?.setInterest(writer.isClosed ? [] : isWritten ? .hangUp : .writable)
    input?.setInterest(writer.backlog < Self.maximumBacklog ? .readable : [])
    if writer.isClosed { stop() }
    if input == nil, calls.isEmpty, isWritten { end() }
  }

  /// Notices that the reader of the output has gone; what waits is written before the thread waits again.
  private func outputChanged(_ ready: Interest) {
    if ready == .all { writer.close() }
  }

  /// With so much waiting for the client, nothing more is read from it.
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
    var count = 0
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, initialized in
      count = unsafe Glibc.read(options.input, buffer.baseAddress, buffer.count)
      initialized = max(0, count)
    }
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    guard count > 0 else {
      splitter.finish(receive)
      options.note("The input has ended")
      return endInput()
    }
    splitter.append(chunk[...], receive)
  }

  private static var chunkSize: Int { 1 << 16 }
}
