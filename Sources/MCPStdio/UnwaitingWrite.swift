import Glibc

/// Writes to a descriptor without waiting for its reader, and without changing the flags that it shares with others.
@safe
struct UnwaitingWrite: Sendable {
  private typealias Function =
    @convention(c) (Int32, UnsafePointer<iovec>, Int32, off_t, Int32) -> Int

  /// `pwritev2`, which Swift's Glibc module does not have.
  private let function: Function
  /// Fail rather than wait (`RWF_NOWAIT`, preadv2(2)); Linux takes it for pipes.
  private static let nowait: Int32 = 8

  /// Looks the function up; `nil` if the C library has none.
  init?() {
    guard let symbol = unsafe dlsym(nil, "pwritev2") else { return nil }
    // Safe: this is the type that pwritev2(2) gives it.
    unsafe function = unsafeBitCast(symbol, to: Function.self)
  }

  /// Writes what is taken at once.
  ///
  /// - Returns: How many bytes that was and the error if it is less than zero; `nil` if the descriptor knows no such
  ///   writes.
  func callAsFunction(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> (count: Int, error: Int32)? {
    // Safe: nothing is written to where the vector points.
    var vector = unsafe iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
    let count = unsafe function(descriptor, &vector, 1, -1, Self.nowait)
    guard count < 0, [EOPNOTSUPP, ENOSYS, EINVAL].contains(errno) else { return (count, errno) }
    return nil
  }
}
