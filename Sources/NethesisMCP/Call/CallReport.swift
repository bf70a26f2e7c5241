import Assembly
import Calls
import JSON
import ProcessEnvironment

/// Prints the outcome of a call, and delivers its secrets separately if asked to.
struct CallReport: Sendable {
  /// The destination of secrets; `nil` leaves them in the result.
  let destination: SecretDestination?

  /// Checks, before anything is sent, that secrets can be delivered.
  func check() throws(CommandFailure) {
    switch destination {
    case .file: break
    case .output, nil: try StandardStream.checkOutput()
    }
  }

  /// Prints the outcome; secrets that are delivered separately come first.
  ///
  /// - Parameters:
  ///   - outcome: The outcome of the call.
  ///   - delivery: Revokes the created item if its secrets cannot be delivered; `nil` if there are no secrets.
  /// - Throws: An error if the call failed, or if its result could not be written.
  func print(_ outcome: CallOutcome, _ delivery: PendingDelivery?) async throws {
    // Sentences about the call have none of its secrets; the program's own words stay whole.
    if !outcome.words.isEmpty { StandardStream.say(outcome.words) }
    guard !outcome.isError else { throw ExitStatus.failed }
    guard let destination, let delivery else {
      try await deliver(delivery, by: "result") { () throws(CommandFailure) in
        if let result = outcome.result { try StandardStream.output(result) }
      }
      if destination != nil { StandardStream.say("The answer has no secret, so --token-to has got nothing.") }
      return
    }
    try await deliver(delivery, by: destination.channel) { () throws(CommandFailure) in
      try destination.deliver(delivery.secrets)
    }
    guard !outcome.secrets.isEmpty else {
      return StandardStream.say("The rest of the response is not printed: its secrets could not be told from it.")
    }
    guard let result = outcome.masked(destination.marker) else { return }
    if case .output = destination { return StandardStream.say(result) }
    try StandardStream.output(result)
  }

  /// Delivers secrets; if that fails, the created item is revoked, and they are delivered nowhere else.
  private func deliver(
    _ delivery: PendingDelivery?,
    by channel: String,
    _ handOut: () throws(CommandFailure) -> Void
  ) async throws(CommandFailure) {
    do throws(CommandFailure) { try handOut() } catch {
      guard let delivery else { throw error }
      let words = await delivery.failed("\(error)")
      throw .failed("\(error). The call was carried out, and what is secret of its response is lost. \(words)")
    }
    delivery?.delivered(by: channel)
  }
}
