import EventThread

extension EventThread {
  /// Makes the calling thread the loop until the body has returned or thrown.
  static func run<R: Sendable>(throwing body: @escaping @Sendable (EventThread) async throws -> R) throws -> R {
    let result = run { thread in
      do { return Result<R, any Error>.success(try await body(thread)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
