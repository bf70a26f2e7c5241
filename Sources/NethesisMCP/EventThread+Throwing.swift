import EventThread

extension EventThread {
  /// Makes the calling thread the loop until the body has returned or thrown.
  static func run<R: Sendable>(throwing body: @escaping @Sendable (EventThread) async throws -> R) throws -> R {
    let result: Result<R, any Error>
    do throws(EventThreadError) {
      result = try run { thread in
        do { return .success(try await body(thread)) } catch { return .failure(error) }
      }
    } catch {
      throw CommandFailure.failed("\(error)")
    }
    return try result.get()
  }
}
