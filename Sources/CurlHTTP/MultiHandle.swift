import CCurl

/// A set of libcurl transfers with the connections that they share.
///
/// It belongs to the client's actor and is freed with its last reference; no transfer may be left in it by then.
@safe
final class MultiHandle {
  private let pointer: UnsafeMutableRawPointer

  init() throws(TransferError) {
    guard let pointer = unsafe mcpcurl_multi_init() else { throw .library("there is no memory for transfers") }
    unsafe self.pointer = pointer
  }

  deinit {
    // Closing connections could otherwise call back into objects that are being freed.
    _ = unsafe mcpcurl_multi_set_socket_function(pointer, nil)
    _ = unsafe mcpcurl_multi_set_timer_function(pointer, nil)
    unsafe mcpcurl_multi_cleanup(pointer)
  }

  func set(_ option: CURLMoption, _ value: Int) throws(TransferError) {
    try check(unsafe mcpcurl_multi_set_long(pointer, option, value))
  }

  /// Registers the callbacks for changes of the descriptors and the time that libcurl waits for, with their context.
  func setCallbacks(
    _ context: UnsafeMutableRawPointer,
    socket: curl_socket_callback,
    timer: curl_multi_timer_callback
  ) throws(TransferError) {
    try check(unsafe mcpcurl_multi_set_pointer(pointer, CURLMOPT_SOCKETDATA, context))
    try check(unsafe mcpcurl_multi_set_pointer(pointer, CURLMOPT_TIMERDATA, context))
    try check(unsafe mcpcurl_multi_set_socket_function(pointer, socket))
    try check(unsafe mcpcurl_multi_set_timer_function(pointer, timer))
  }

  func add(_ handle: EasyHandle) throws(TransferError) { try check(unsafe mcpcurl_multi_add(pointer, handle.pointer)) }

  /// Removes a transfer, whether it has ended or not.
  func remove(_ handle: EasyHandle) { _ = unsafe mcpcurl_multi_remove(pointer, handle.pointer) }

  /// Lets libcurl handle events of a descriptor, or overdue work; returns the number of unfinished transfers.
  func act(on descriptor: Int32 = CURL_SOCKET_TIMEOUT, events: Int32 = 0) -> Int {
    var running: Int32 = 0
    // Fails only if memory is short; the time limit of the transfer then ends it.
    _ = unsafe mcpcurl_multi_socket_action(pointer, descriptor, events, &running)
    return Int(running)
  }

  /// The context and result of the next transfer that has ended.
  func nextDone() -> (context: UnsafeMutableRawPointer?, code: CURLcode)? {
    var code = CURLE_OK
    guard let easy = unsafe mcpcurl_multi_next_done(pointer, &code) else { return nil }
    return unsafe (mcpcurl_easy_private(easy), code)
  }

  private func check(_ code: CURLMcode) throws(TransferError) {
    guard code == CURLM_OK else { throw .library(unsafe String(cString: mcpcurl_multi_strerror(code))) }
  }
}
