package import EventThread
import Glibc
import JSON
import JSONRPC
package import MCP

/// Serves a catalog on standard input and output: one message a line (specification: transports, stdio).
///
/// Every message says by itself of which era it is; the modern ones leave nothing behind, the legacy ones share one
/// session. Everything happens on one thread: what can be answered at once is answered before the next line is read,
/// and what must wait never holds up another message.
package actor StdioServer {
  /// What may be set.
  package struct Options: Sendable {
    package var eras = EraSupport.dual
    /// The longest line in bytes; longer ones are refused.
    package var maximumLineLength = 32 << 20
    /// How long calls that may have changed something get to finish once the input has ended.
    package var grace = Duration.seconds(10)
    package var input: Int32 = STDIN_FILENO
    package var output: Int32 = STDOUT_FILENO

    package init() {}
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  private nonisolated let thread: EventThread
  private let options: Options
  private let writer: LineWriter
  private let modern: ModernDispatcher
  private let legacy: LegacySession
  private var calls = CallsInFlight()
  private var splitter: LineSplitter
  private var input: Watch?
  private var ended: CheckedContinuation<Void, Never>?

  package init(_ store: CatalogStore, thread: EventThread, options: Options = Options()) {
    self.thread = thread
    self.options = options
    writer = LineWriter(options.output)
    modern = ModernDispatcher(store, eras: options.eras)
    legacy = LegacySession(store, sink: writer)
    splitter = LineSplitter(maximumLength: options.maximumLineLength)
  }

  /// Serves until the input has ended and every call that may not be cut short has been answered.
  package func run() async {
    // A client that has gone shows when its output is written to, and must not end the program in the middle.
    _ = signal(SIGPIPE, SIG_IGN)
    let writer = writer
    thread.beforeWaiting { writer.flush() }
    await withCheckedContinuation { continuation in
      ended = continuation
      input = thread.watch(options.input, .readable) { _ in self.assumeIsolated { $0.read() } }
    }
    writer.flush()
  }

  /// Ends as if the input had: for signals.
  package func stop() {
    guard let watch = input else { return }
    input = nil
    watch.cancel()
    calls.cancelSafe()
    modern.endSubscriptions()
    legacy.close()
    endIfIdle()
    guard ended != nil else { return }
    _ = thread.schedule(after: options.grace) { self.assumeIsolated { $0.giveUp() } }
  }

  private func giveUp() {
    calls.cancelAll()
    endIfIdle()
  }

  private func endIfIdle() {
    guard input == nil, calls.isEmpty else { return }
    ended?.resume()
    ended = nil
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
      return stop()
    }
    splitter.append(chunk[...], receive)
  }

  private static var chunkSize: Int { 1 << 16 }

  private func receive(_ line: LineSplitter.Line) {
    switch line {
    case .tooLong: refuse(.invalidRequest("A line may have at most \(options.maximumLineLength) bytes"))
    case .complete(let bytes):
      do throws(JSONParseError) {
        let parserOptions = JSONParser.Options(rejectsDuplicateNames: true)
        receive(try JSONParser.parse(bytes.span, options: parserOptions))
      } catch {
        refuse(.parseError(error))
      }
    }
  }

  private func refuse(_ error: JSONRPCError) { writer.send(Reply(id: nil, .error(error)).bytes) }

  private func receive(_ value: JSONValue) {
    if case .array(let elements) = value, legacy.profile?.hasBatches == true, !elements.isEmpty {
      let batch = Batch(writer)
      for element in elements { receive(element) { batch.add($0) } }
      return
    }
    receive(value) { [writer] in writer.send($0.bytes) }
  }

  /// Takes one message; the reply, if there is one, goes where it is told.
  private func receive(_ value: JSONValue, reply: @escaping @Sendable (Reply) -> Void) {
    do throws(MessageError) {
      switch try Message(value) {
      case .request(let request): handle(request, reply: reply)
      case .notification(let notification): handle(notification)
      case .response(let response): if options.eras != .modern { legacy.handle(response) }  // BASE-25
      }
    } catch {
      reply(Reply(id: error.id, .error(error.error)))
    }
  }

  private func handle(_ notification: Notification) {
    guard notification.method == "notifications/cancelled" else {
      if options.eras != .modern { legacy.handle(notification) }
      return
    }
    if let id = notification.params["requestId"].flatMap(RequestID.init) { calls.cancel(id) }
    endIfIdle()
  }

  private func handle(_ request: Request, reply: @escaping @Sendable (Reply) -> Void) {
    guard !calls.contains(request.id) else {
      // BASE-15: two answers with one id could not be told apart.
      return reply(Reply(id: request.id, .error(.invalidRequest("A request with this id is still being worked on"))))
    }
    switch dispatch(request) {
    case .now(let answer): reply(answer)
    case .later(let pending):
      // The one place where calls begin. A call must be cancellable by its id while others go on, and `stop` waits for
      // what is left: a task group has neither.
      let serial = calls.begin(pending)
      let task = Task.immediate {
        let answer = await pending.reply()
        if calls.finish(serial, pending.id) { reply(answer) }
        endIfIdle()
      }
      calls.attach(task, to: serial, pending.id)
    }
  }

  private func dispatch(_ request: Request) -> Handling {
    func refusal(_ error: JSONRPCError) -> Handling { .now(Reply(id: request.id, .error(error))) }
    let isModern = ModernDispatcher.claims(request.params) || ModernDispatcher.ownMethods.contains(request.method)
    switch options.eras {
    case .legacy where ModernDispatcher.ownMethods.contains(request.method):
      return refusal(.methodNotFound(request.method))
    case .modern where request.method == "initialize" && !isModern:
      let versions = EraSupport.modern.versions.map(\.rawValue).joined(separator: ", ")
      return refusal(.invalidRequest("This server has no handshake; it speaks \(versions)"))
    case .dual where isModern, .modern: return modern.handle(request, sink: writer)
    case .dual, .legacy: return legacy.handle(request, sink: writer)
    }
  }
}
