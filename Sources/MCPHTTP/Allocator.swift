import Glibc

/// What the C library does with memory that is free.
///
/// Its functions are looked up by their names: the module of the C library leaves their header out, and other C libraries
/// have none of them.
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

  /// Has each thread's memory shrink once so much at its end is free, in bytes.
  ///
  /// Without being told, the C library raises that limit to twice the largest block that was ever freed, and
  /// ``giveBack()`` does not reach what lies below it in the memory of any thread but the first.
  static func keepAtMost(_ size: Int32) {
    _ = tune?(trimThreshold, size)
    // The one is no longer adapted, so neither is the other: blocks below it stay where they are used again.
    _ = tune?(mapThreshold, size)
  }

  /// Gives the system back what nobody uses: without being asked, the process stays as large as it ever was.
  static func giveBack() { _ = trim?(0) }
}
