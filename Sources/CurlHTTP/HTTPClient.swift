import CCurl
package import EventThread
package import HTTPTypes

/// An HTTP client on libcurl's multi interface, whose transfers run on an event thread.
///
/// The client is an actor with the thread as its executor, so the compiler proves that no other thread touches a
/// handle, and a caller on the same thread gets in and out without a hop. libcurl is loaded by the first request.
package actor HTTPClient {
  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  nonisolated let thread: EventThread
  let options: Options
  /// Nil before the first request and once closed.
  var multi: MultiHandle?
  /// What has been given to libcurl.
  var transfers: [Int: Transfer] = [:]
  var idleHandles: [EasyHandle] = []

  /// The watches by descriptor.
  ///
  /// libcurl drops a descriptor after each request and takes it up at the next: its watch is paused in between, and
  /// serves whatever connection gets the same number later.
  var watches: [Watch?] = []
  /// When libcurl wants to be called whatever the descriptors do, if at all.
  var deadline: ContinuousClock.Instant?
  /// What will see to the deadline, or be too early for it.
  var timer: (timer: Timer, deadline: ContinuousClock.Instant)?
  /// Whether libcurl is to be called before the thread waits.
  var isDue = false

  private var lastID = 0
  private var isClosed = false

  package init(thread: EventThread, options: Options = Options()) {
    self.thread = thread
    self.options = options
  }

  /// Sends a request and waits for the whole answer; a redirect is an answer as any other.
  ///
  /// The request needs a scheme (`http` or `https`) and an authority. It has a time limit of its own, or that of the
  /// options. Cancelling the calling task ends the transfer at once, and closes its connection (HTTP/1.1) or stream.
  package func send(
    _ request: HTTPRequest,
    body: [UInt8] = [],
    timeout: Duration? = nil
  ) async throws(TransferError) -> Answer {
    let transfer = try prepare(request, body: body, timeout: timeout)
    let id = transfer.id
    return try await withTaskCancellationHandler {
      await withCheckedContinuation { start(transfer, $0) }
    } onCancel: {
      cancel(id)
    }.get()
  }

  /// Ends the transfers under way as cancelled, closes all connections and frees what libcurl holds.
  ///
  /// Later requests are cancelled at once. A client that is dropped instead frees its handles too, but leaves its
  /// paused watches to the thread.
  package func close() {
    isClosed = true
    for transfer in transfers.values { finish(transfer, .failure(.cancelled)) }
    idleHandles = []
    multi = nil
    stopWaiting()
  }

  private func start(_ transfer: Transfer, _ continuation: CheckedContinuation<Result<Answer, TransferError>, Never>) {
    // A cancellation from here on is told to `cancel`; one that came before is only to be seen here.
    guard !Task.isCancelled, let multi else { return continuation.resume(returning: .failure(.cancelled)) }
    transfer.continuation = continuation
    transfers[transfer.id] = transfer
    do throws(TransferError) {
      try multi.add(transfer.handle)
    } catch {
      finish(transfer, .failure(error))
    }
  }

  private nonisolated func cancel(_ id: Int) {
    if thread.isCurrent { return assumeIsolated { $0.cancelTransfer(id) } }
    // Whoever cancels may be on any thread and does not wait.
    Task(executorPreference: thread) { await self.cancelTransfer(id) }
  }

  private func cancelTransfer(_ id: Int) {
    if let transfer = transfers[id] { finish(transfer, .failure(.cancelled)) }
  }
}

// MARK: - Preparing

extension HTTPClient {
  private func prepare(
    _ request: HTTPRequest,
    body: [UInt8],
    timeout: Duration?
  ) throws(TransferError) -> Transfer {
    guard !isClosed else { throw .cancelled }
    let destination = try Destination(request)
    if multi == nil { try open() }
    let handle = if let idle = idleHandles.popLast() { idle } else { try EasyHandle() }
    lastID += 1
    let transfer = Transfer(
      id: lastID,
      handle: handle,
      destination: destination,
      method: request.method,
      options: options
    )
    try transfer.attachCallbacks()
    try handle.setDefaults(options)
    try handle.set(CURLOPT_TIMEOUT_MS, timeout ?? options.timeout)
    try handle.setRoute(to: destination, proxy: options.proxy)
    try handle.setMethod(request.method, body: body)
    let lines = try FieldLines(request.headerFields)
    try handle.set(lines)
    transfer.keep(lines)
    return transfer
  }

  private func open() throws(TransferError) {
    try CurlLibrary.load()
    let multi = try MultiHandle()
    try multi.set(CURLMOPT_MAX_HOST_CONNECTIONS, options.maximumConnectionsPerHost)
    // Those that wait to be used again.
    try multi.set(CURLMOPT_MAXCONNECTS, options.maximumConnectionsPerHost)
    try attachCallbacks(to: multi)
    self.multi = multi
  }
}
