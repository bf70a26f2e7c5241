import Glibc

/// What the C library does with memory that is free.
enum Allocator {
  private typealias Trim = @convention(c) (Int) -> Int32

  /// Looked up by its name: the module of the C library leaves its header out, and other C libraries have none of it.
  private static let trim = unsafe dlsym(nil, "malloc_trim").map { symbol in
    // Safe: int malloc_trim(size_t), malloc_trim(3).
    unsafe unsafeBitCast(symbol, to: Trim.self)
  }

  /// Gives the system back what nobody uses: without being asked, the process stays as large as it ever was.
  static func giveBack() { _ = trim?(0) }
}
