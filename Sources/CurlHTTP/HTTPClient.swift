import CCurl
package import EventThread
package import HTTPTypes

/// An HTTP client on libcurl's multi interface, whose transfers run on an event thread.
///
/// The client is an actor with the thread as its executor, so the compiler proves that no other thread touches a
/// handle. A caller on the same thread gets in and out without a hop; any other hands its request over, and is resumed
/// where it waits: two crossings between threads in all. libcurl is loaded by the first request.
package actor HTTPClient {
  /// The executor of the thread.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  nonisolated let thread: EventThread
  let options: Options
  /// The multi handle; `nil` before the first request and after closing.
  var multi: MultiHandle?
  /// The transfers that libcurl has.
  var transfers: [ObjectIdentifier: Transfer] = [:]
  var idleHandles: [EasyHandle] = []

  /// The watches by descriptor.
  ///
  /// libcurl drops a descriptor after each request and adds it again for the next: its watch is paused in between, and
  /// serves whichever connection gets the same number later.
  var watches: [Watch?] = []
  /// Time at which libcurl wants to be called, independent of the descriptors; `nil` for never.
  var deadline: ContinuousClock.Instant?
  /// The timer for the deadline, which may fire too early.
  var timer: (timer: Timer, deadline: ContinuousClock.Instant)?
  /// Whether libcurl must be called before the thread waits.
  var isDue = false

  /// The destination of the last request; most go to the same host.
  private var lastDestination: Destination?

  private var isClosed = false

  /// Makes a client; it opens nothing before the first request.
  package init(thread: EventThread, options: Options = Options()) {
    self.thread = thread
    self.options = options
  }

  /// Sends a request and waits for the complete response; redirects are returned, not followed.
  ///
  /// The request needs a scheme (`http` or `https`) and an authority. It has a time limit of its own, or that of the
  /// options. Cancelling the calling task ends the transfer at once, and closes its connection (HTTP/1.1) or stream.
  package nonisolated func send(
    _ request: HTTPRequest,
    body: [UInt8] = [],
    timeout: Duration? = nil
  ) async throws(TransferError) -> TransferResponse {
    let ticket = TransferTicket()
    return try await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        thread.perform {
          self.assumeIsolated { $0.start(request, body: body, timeout: timeout, ticket, continuation) }
        }
      }
    } onCancel: {
      // Before anything else: what comes first to the thread, this or the request, is not known.
      ticket.cancel()
      thread.perform { self.assumeIsolated { $0.cancelTransfer(ticket) } }
    }.get()
  }

  /// Cancels all transfers, closes all connections and frees libcurl's resources.
  ///
  /// Later requests fail as cancelled. A client that is released without closing frees its handles too, but leaves its
  /// paused watches with the thread.
  package func close() {
    isClosed = true
    for transfer in transfers.values { finish(transfer, .failure(.cancelled)) }
    idleHandles = []
    multi = nil
    stopWaiting()
  }

  private func start(
    _ request: HTTPRequest,
    body: [UInt8],
    timeout: Duration?,
    _ ticket: TransferTicket,
    _ continuation: CheckedContinuation<Result<TransferResponse, TransferError>, Never>
  ) {
    let transfer: Transfer
    do throws(TransferError) {
      transfer = try prepare(request, body: body, timeout: timeout, ticket)
    } catch {
      return continuation.resume(returning: .failure(error))
    }
    // A cancellation from here on is told to `cancelTransfer`; one that came before is only to be seen here.
    guard !ticket.isCancelled, let multi else { return continuation.resume(returning: .failure(.cancelled)) }
    transfer.continuation = continuation
    transfers[transfer.id] = transfer
    do throws(TransferError) {
      try multi.add(transfer.handle)
    } catch {
      finish(transfer, .failure(error))
    }
  }

  private func cancelTransfer(_ ticket: TransferTicket) {
    if let transfer = transfers[ObjectIdentifier(ticket)] { finish(transfer, .failure(.cancelled)) }
  }
}

// MARK: - Preparing

extension HTTPClient {
  private func prepare(
    _ request: HTTPRequest,
    body: [UInt8],
    timeout: Duration?,
    _ ticket: TransferTicket
  ) throws(TransferError) -> Transfer {
    guard !isClosed else { throw .cancelled }
    let destination = try Destination(request, after: lastDestination)
    lastDestination = destination
    if multi == nil { try open() }
    let handle = if let idle = idleHandles.popLast() { idle } else { try EasyHandle() }
    let transfer = Transfer(
      ticket,
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
    // The limit of idle connections.
    try multi.set(CURLMOPT_MAXCONNECTS, options.maximumConnectionsPerHost)
    try attachCallbacks(to: multi)
    self.multi = multi
  }
}
