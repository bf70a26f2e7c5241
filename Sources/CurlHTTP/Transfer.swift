import CCurl
import HTTPTypes

/// A request under way, with the part of the response received so far.
///
/// libcurl's callbacks have it as their context; the client's table keeps it alive until libcurl has released it.
final class Transfer {
  /// Names the transfer, and is kept so that no other one can have the same name.
  private let ticket: TransferTicket
  let handle: EasyHandle
  let destination: Destination
  let limits: (header: Int, body: Int)
  /// Resumed once libcurl has released the handle.
  var continuation: CheckedContinuation<Result<TransferResponse, TransferError>, Never>?

  /// Whether a byte of the request may have been sent.
  private(set) var wasSent = false
  /// The reason why a callback ended the transfer; `nil` if none did.
  private(set) var violation: TransferError?
  private let isSafe: Bool
  private let keepsBeginning: Bool
  private let reachesPrivateAddresses: Bool
  // Kept alive here, because libcurl does not copy it.
  private var lines: FieldLines?
  private var header = ResponseHeader()
  private var body: [UInt8] = []

  init(
    _ ticket: TransferTicket,
    handle: EasyHandle,
    destination: Destination,
    method: HTTPRequest.Method,
    options: HTTPClient.Options
  ) {
    self.ticket = ticket
    self.handle = handle
    self.destination = destination
    // The safe methods of RFC 9110, section 9.2.1.
    isSafe = [.get, .head, .options].contains(method)
    keepsBeginning = options.keepsBeginning
    reachesPrivateAddresses = options.reachesPrivateAddresses
    limits = (options.maximumHeaderSize, options.maximumBodySize)
  }

  var id: ObjectIdentifier { ObjectIdentifier(ticket) }

  /// The transfer that a callback got as its context.
  static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    unsafe context.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Whether the request has been sent, but the response's header is incomplete.
  var isReadingHeader: Bool { wasSent && !header.isComplete }

  /// Whether no byte of a request has left.
  var hasSentNothing: Bool { handle[CURLINFO_REQUEST_SIZE] == 0 }

  func keep(_ lines: FieldLines) { self.lines = lines }

  /// The result for the caller, once libcurl has reported the end of the transfer.
  func result(_ code: CURLcode) -> Result<TransferResponse, TransferError> {
    let cut = cut(code)
    if cut == nil {
      if let violation { return .failure(violation) }
      guard code == CURLE_OK else { return .failure(TransferError(code, self)) }
    }
    // libcurl takes the end of a connection within the header for the end of a message.
    guard header.isComplete else { return .failure(.reset(wasSent: true)) }
    let status = HTTPResponse.Status(code: handle[CURLINFO_RESPONSE_CODE])
    return .success(
      TransferResponse(response: HTTPResponse(status: status, headerFields: header.fields), body: body, cut: cut)
    )
  }

  /// The limit at which the body was cut off, if its beginning is useful.
  private func cut(_ code: CURLcode) -> TransferResponse.Cut? {
    guard keepsBeginning, header.isComplete, !body.isEmpty else { return nil }
    if violation == .tooLarge(limit: limits.body), body.count == limits.body { return .size }
    return violation == nil && code == CURLE_OPERATION_TIMEDOUT ? .time : nil
  }
}

// MARK: - Callbacks of libcurl

extension Transfer {
  /// Called before the request is written to a connection; returns whether to proceed.
  ///
  /// libcurl repeats the request on a new connection if a reused one ends without a byte of a response. It cannot know
  /// whether the first one was carried out, so only a safe method may be repeated.
  fileprivate func willSend(to address: UnsafePointer<CChar>?) -> Bool {
    if !reachesPrivateAddresses, unsafe !PublicNetwork.contains(address.map { unsafe String(cString: $0) } ?? "") {
      violation = .privateAddress
      return false
    }
    defer { wasSent = true }
    return !wasSent || isSafe
  }

  /// Processes a header line with its line break; returns false if it exceeds a limit.
  fileprivate func receive(line: UnsafeBufferPointer<UInt8>) -> Bool {
    header.receive(unsafe Array(line)[...])
    if header.size > limits.header { violation = .tooLarge(limit: limits.header) }
    if header.hasTooManyFields { violation = .invalidAnswer("its header has too many fields") }
    return violation == nil
  }

  /// Processes a part of the decoded body; returns false if it exceeds the limit.
  fileprivate func receive(part: UnsafeBufferPointer<UInt8>) -> Bool {
    if part.count > limits.body - body.count {
      violation = .tooLarge(limit: limits.body)
      if keepsBeginning { unsafe body.append(contentsOf: part.prefix(limits.body - body.count)) }
    } else {
      unsafe body.append(contentsOf: part)
    }
    return violation == nil
  }

  /// Registers the callbacks with libcurl; none of them captures anything.
  func attachCallbacks() throws(TransferError) {
    // Not retained: the client's table keeps the transfer until libcurl has released it.
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    for option in [CURLOPT_PRIVATE, CURLOPT_PREREQDATA, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA] {
      try unsafe handle.set(option, context)
    }
    try unsafe handle.setPrerequest { context, address, _, _, _ in
      unsafe Transfer.of(context)?.willSend(to: address) == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
    }
    // Returning a different count ends the transfer.
    try unsafe handle.set(CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
      unsafe Transfer.of(context)?.receive(line: bytes.asBytes(count)) == true ? count : -1
    }
    try unsafe handle.set(CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
      unsafe Transfer.of(context)?.receive(part: bytes.asBytes(count)) == true ? count : -1
    }
  }
}

private extension UnsafeMutablePointer<CChar>? {
  /// The bytes passed to a callback; libcurl's element size is always 1.
  func asBytes(_ count: Int) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: UnsafeRawPointer(self)?.assumingMemoryBound(to: UInt8.self), count: count)
  }
}
