import SignIn
import Testing

@Suite struct SignInTimeTests {
  @Test func `a pause ends by itself, and at once when its task is cancelled`() async throws {
    try await SignInTime.system.sleep(.milliseconds(1))
    let task = Task { try await SignInTime.system.sleep(.seconds(86_400)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
