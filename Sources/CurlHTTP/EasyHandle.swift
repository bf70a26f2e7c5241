import CCurl

/// A transfer of libcurl, reused for one request after another.
///
/// It belongs to the client's actor and is freed with its last reference; it must have left its multi handle by then.
@safe
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  /// The buffer for libcurl's error message.
  private let reason: UnsafeMutablePointer<CChar>

  init() throws(TransferError) {
    guard let pointer = unsafe mcpcurl_easy_init() else { throw .library("there is no memory for a transfer") }
    unsafe self.pointer = pointer
    unsafe reason = .allocate(capacity: Int(CURL_ERROR_SIZE))
  }

  deinit {
    unsafe mcpcurl_easy_cleanup(pointer)
    unsafe reason.deallocate()
  }

  /// Resets all options, so that nothing of a request is left for the next.
  func reset() { unsafe mcpcurl_easy_reset(pointer) }

  /// Clears the buffer for the error message and registers it with libcurl.
  func collectReason() throws(TransferError) {
    unsafe reason.pointee = 0
    try unsafe set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(reason))
  }

  /// The reason of a failed transfer, in libcurl's words and without a full stop.
  func reason(_ code: CURLcode) -> String {
    unsafe String(cString: reason.pointee == 0 ? mcpcurl_easy_strerror(code) : UnsafePointer(reason))
  }

  /// A number about the last transfer.
  subscript(info: CURLINFO) -> Int { unsafe mcpcurl_easy_get_long(pointer, info) }
}

// MARK: - Options

extension EasyHandle {
  func set(_ option: CURLoption, _ value: Int) throws(TransferError) {
    try check(unsafe mcpcurl_easy_set_long(pointer, option, value))
  }

  /// Sets a time in milliseconds, at least 1: libcurl takes 0 for no limit.
  func set(_ option: CURLoption, _ value: Duration) throws(TransferError) {
    try set(option, Int(min(max(value / .milliseconds(1), 1), Double(Int32.max))))
  }

  func setSize(_ option: CURLoption, _ value: Int) throws(TransferError) {
    try check(unsafe mcpcurl_easy_set_offset(pointer, option, curl_off_t(value)))
  }

  /// Sets a text, which libcurl copies; refuses one with a line break or NUL, which could add a header line or end
  /// early.
  func set(_ option: CURLoption, _ value: String) throws(TransferError) {
    guard !value.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
      throw .invalidRequest("an option has a line break or a NUL")
    }
    try check(unsafe mcpcurl_easy_set_string(pointer, option, value))
  }

  /// Sets the address of an object that outlives the transfer.
  func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) throws(TransferError) {
    try check(unsafe mcpcurl_easy_set_pointer(pointer, option, value))
  }

  /// Sets the body, which libcurl copies.
  func setBody(_ body: [UInt8]) throws(TransferError) {
    // The size first: otherwise libcurl would search for the end of a text.
    try setSize(CURLOPT_POSTFIELDSIZE_LARGE, body.count)
    try check(
      unsafe body.withUnsafeBytes { unsafe mcpcurl_easy_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
    )
  }

  /// Sets the field lines, which must outlive the transfer.
  func set(_ lines: FieldLines) throws(TransferError) {
    try check(unsafe mcpcurl_easy_set_list(pointer, CURLOPT_HTTPHEADER, lines.list))
  }

  func set(_ option: CURLoption, _ callback: curl_write_callback) throws(TransferError) {
    try check(unsafe mcpcurl_easy_set_write_function(pointer, option, callback))
  }

  func setPrerequest(_ callback: curl_prereq_callback) throws(TransferError) {
    try check(unsafe mcpcurl_easy_set_prerequest_function(pointer, callback))
  }

  private func check(_ code: CURLcode) throws(TransferError) {
    guard code == CURLE_OK else { throw .library(unsafe String(cString: mcpcurl_easy_strerror(code))) }
  }
}
