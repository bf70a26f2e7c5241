import CCurl
import HTTPTypes

/// One request on its way, and what has come back so far.
///
/// libcurl's callbacks get it as their context; the table of the client keeps it alive until libcurl has let go of it.
final class Transfer {
  let id: Int
  let handle: EasyHandle
  let destination: Destination
  let limits: (header: Int, body: Int)
  /// Resumed when libcurl has let go of the handle.
  var continuation: CheckedContinuation<Result<Answer, TransferError>, Never>?

  /// Whether a byte of the request may have left.
  private(set) var wasSent = false
  /// Why a callback ended the transfer, if one did.
  private(set) var violation: TransferError?
  private let isSafe: Bool
  private let keepsBeginning: Bool
  private let reachesPrivateAddresses: Bool
  // Kept because libcurl does not copy it.
  private var lines: FieldLines?
  private var header = AnswerHeader()
  private var body: [UInt8] = []

  init(id: Int, handle: EasyHandle, destination: Destination, method: HTTPRequest.Method, options: HTTPClient.Options) {
    self.id = id
    self.handle = handle
    self.destination = destination
    // RFC 9110, section 9.2.1.
    isSafe = [.get, .head, .options].contains(method)
    keepsBeginning = options.keepsBeginning
    reachesPrivateAddresses = options.reachesPrivateAddresses
    limits = (options.maximumHeaderSize, options.maximumBodySize)
  }

  /// The transfer that a callback got as its context.
  static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    unsafe context.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Whether the request has been sent and the header of the answer has not come whole.
  var isReadingHeader: Bool { wasSent && !header.isComplete }

  func keep(_ lines: FieldLines) { self.lines = lines }

  /// What the caller gets once libcurl has said how the transfer ended.
  func result(_ code: CURLcode) -> Result<Answer, TransferError> {
    let cut = cut(code)
    if cut == nil {
      if let violation { return .failure(violation) }
      guard code == CURLE_OK else { return .failure(TransferError(code, self)) }
    }
    // libcurl takes a connection that ended within the header for the end of a message.
    guard header.isComplete else { return .failure(.reset(wasSent: true)) }
    let status = HTTPResponse.Status(code: handle[CURLINFO_RESPONSE_CODE])
    return .success(Answer(response: HTTPResponse(status: status, headerFields: header.fields), body: body, cut: cut))
  }

  /// Why the body is only the beginning of one that is worth having.
  private func cut(_ code: CURLcode) -> Answer.Cut? {
    guard keepsBeginning, header.isComplete, !body.isEmpty else { return nil }
    if violation == .tooLarge(limit: limits.body), body.count == limits.body { return .size }
    return violation == nil && code == CURLE_OPERATION_TIMEDOUT ? .time : nil
  }
}

// MARK: - What libcurl tells

extension Transfer {
  /// Tells that the request is about to be written to a connection to an address; returns whether that is all right.
  ///
  /// When a connection that was used before ends without a byte of an answer, libcurl connects anew and sends the
  /// request again. It cannot know whether the first one was carried out, so only a safe method may go twice.
  fileprivate func willSend(to address: UnsafePointer<CChar>?) -> Bool {
    if !reachesPrivateAddresses, unsafe !PublicNetwork.contains(address.map { unsafe String(cString: $0) } ?? "") {
      violation = .privateAddress
      return false
    }
    defer { wasSent = true }
    return !wasSent || isSafe
  }

  /// Takes a line of the header, with its end; returns whether it fits.
  fileprivate func receive(line: UnsafeBufferPointer<UInt8>) -> Bool {
    header.receive(unsafe Array(line)[...])
    if header.size > limits.header { violation = .tooLarge(limit: limits.header) }
    if header.hasTooManyFields { violation = .invalidAnswer("its header has too many fields") }
    return violation == nil
  }

  /// Takes a part of the decoded body; returns whether it fits.
  fileprivate func receive(part: UnsafeBufferPointer<UInt8>) -> Bool {
    if part.count > limits.body - body.count {
      violation = .tooLarge(limit: limits.body)
      if keepsBeginning { unsafe body.append(contentsOf: part.prefix(limits.body - body.count)) }
    } else {
      unsafe body.append(contentsOf: part)
    }
    return violation == nil
  }

  /// Names the callbacks to libcurl, each of which captures nothing.
  func attachCallbacks() throws(TransferError) {
    // Not retained: the table of the client keeps the transfer until libcurl has let go of it.
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    for option in [CURLOPT_PRIVATE, CURLOPT_PREREQDATA, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA] {
      try unsafe handle.set(option, context)
    }
    try unsafe handle.setPrerequest { context, address, _, _, _ in
      unsafe Transfer.of(context)?.willSend(to: address) == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
    }
    // Another count than was given ends the transfer.
    try unsafe handle.set(CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
      unsafe Transfer.of(context)?.receive(line: bytes.asBytes(count)) == true ? count : -1
    }
    try unsafe handle.set(CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
      unsafe Transfer.of(context)?.receive(part: bytes.asBytes(count)) == true ? count : -1
    }
  }
}

private extension UnsafeMutablePointer<CChar>? {
  /// The bytes that a callback got; libcurl's size of an element is always 1.
  func asBytes(_ count: Int) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: UnsafeRawPointer(self)?.assumingMemoryBound(to: UInt8.self), count: count)
  }
}
