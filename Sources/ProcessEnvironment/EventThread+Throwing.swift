package import EventThread

extension EventThread {
  /// Runs the event loop on the calling thread until the closure has returned or thrown.
  package static func run<R: Sendable>(
    usesDispatch: Bool = true,
    throwing body: @escaping @Sendable (EventThread) async throws -> R
  ) throws -> R {
    let result: Result<R, any Error>
    do throws(EventThreadError) {
      result = try run(usesDispatch: usesDispatch) { thread in
        do { return .success(try await body(thread)) } catch { return .failure(error) }
      }
    } catch {
      throw CommandFailure.failed("\(error)")
    }
    return try result.get()
  }
}
