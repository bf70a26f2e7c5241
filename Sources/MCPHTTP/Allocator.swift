import Glibc

/// Tuning of the C library's memory allocator.
///
/// Its functions are looked up by name, because the C library's module omits their header, and other C libraries do not
/// have them.
enum Allocator {
  private typealias Trim = @convention(c) (Int) -> Int32
  private typealias Tune = @convention(c) (Int32, Int32) -> Int32

  private static let trim = unsafe dlsym(nil, "malloc_trim").map { symbol in
    // Safe: int malloc_trim(size_t), malloc_trim(3).
    unsafe unsafeBitCast(symbol, to: Trim.self)
  }

  private static let tune = unsafe dlsym(nil, "mallopt").map { symbol in
    // Safe: int mallopt(int, int), mallopt(3).
    unsafe unsafeBitCast(symbol, to: Tune.self)
  }

  /// M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of malloc.h.
  private static let trimThreshold: Int32 = -1
  private static let mapThreshold: Int32 = -3

  /// Makes the heap of each thread shrink once this much memory at its end is free, in bytes.
  ///
  /// By default, the C library raises that limit to twice the largest block ever freed, and ``giveBack()`` does not
  /// reach memory below it except in the first thread's heap.
  static func keepAtMost(_ size: Int32) {
    _ = tune?(trimThreshold, size)
    // Setting one threshold disables the adaptation of both, so the other is set too: smaller blocks stay in the heap.
    _ = tune?(mapThreshold, size)
  }

  /// Returns unused memory to the system; otherwise the process stays as large as it ever was.
  static func giveBack() { _ = trim?(0) }
}
