/// Holds whoever comes until it is opened, and tells who has come.
struct Gate: Sendable {
  private let opened = AsyncStream.makeStream(of: Never.self)
  private let come = AsyncStream.makeStream(of: Void.self)

  func wait() async {
    come.continuation.yield()
    for await _ in opened.stream {}
  }

  /// Waits until somebody has come.
  func arrival() async { for await _ in come.stream { return } }

  func open() { opened.continuation.finish() }
}
