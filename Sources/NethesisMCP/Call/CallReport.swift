import APITools
import JSON

/// Prints what came of a call, and hands out its secrets where a person has asked for them.
struct CallReport: Sendable {
  /// Where secrets go; `nil` leaves them in the result.
  let destination: SecretDestination?

  /// Makes sure, before anything is sent, that secrets can be handed out.
  func check() throws(CommandFailure) {
    switch destination {
    case .file: break
    case .output, nil: try StandardStream.checkOutput()
    }
  }

  /// Prints what came of it; the secrets first, where they go apart.
  ///
  /// - Parameters:
  ///   - outcome: What came of the call.
  ///   - delivery: Takes back what was made if its secrets cannot be handed out; `nil` if there are none.
  /// - Throws: That the call has failed, or that its result could not be written.
  func print(_ outcome: CallOutcome, _ delivery: PendingDelivery?) async throws {
    // What is said of the call has none of its secrets; the words of this program stay whole.
    if !outcome.words.isEmpty { StandardStream.say(outcome.words) }
    guard !outcome.isError else { throw ExitStatus.failed }
    guard let destination, let delivery else {
      try await deliver(delivery, by: "result") { () throws(CommandFailure) in
        if let result = outcome.result { try StandardStream.output(result) }
      }
      if destination != nil { StandardStream.say("The answer has no secret, so --token-to has got nothing.") }
      return
    }
    try await deliver(delivery, by: destination.door) { () throws(CommandFailure) in
      try destination.deliver(delivery.secrets)
    }
    guard !outcome.secrets.isEmpty else {
      return StandardStream.say("The rest of the response is not printed: its secrets could not be told from it.")
    }
    guard let result = outcome.masked(destination.marker) else { return }
    if case .output = destination { return StandardStream.say(result) }
    try StandardStream.output(result)
  }

  /// Hands out secrets; what was made is taken back if that fails, and they go to no other place.
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
