import Glibc

/// Writes to a descriptor without blocking, and without changing its flags, which are shared with other processes.
@safe
struct UnwaitingWrite: Sendable {
  private typealias Function =
    @convention(c) (Int32, UnsafePointer<iovec>, Int32, off_t, Int32) -> Int

  /// `pwritev2`, which is missing in Swift's Glibc module.
  private let function: Function
  /// Fail instead of blocking (`RWF_NOWAIT`, preadv2(2)); Linux supports it for pipes.
  private static let nowait: Int32 = 8

  /// Looks up the function; `nil` if the C library does not have it.
  init?() {
    guard let symbol = unsafe dlsym(nil, "pwritev2") else { return nil }
    // Safe: this is its type according to pwritev2(2).
    unsafe function = unsafeBitCast(symbol, to: Function.self)
  }

  /// Writes the bytes that are accepted at once.
  ///
  /// - Returns: Their number, and the error if that is negative; `nil` if the descriptor does not support such writes.
  func callAsFunction(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> (count: Int, error: Int32)? {
    // Safe: the buffer in the vector is only read.
    var vector = unsafe iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
    let count = unsafe function(descriptor, &vector, 1, -1, Self.nowait)
    guard count < 0, [EOPNOTSUPP, ENOSYS, EINVAL].contains(errno) else { return (count, errno) }
    return nil
  }
}
