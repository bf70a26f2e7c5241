/// The sentences for failures: those of the document's overlay, or else general ones.
package struct FailureSentences: Sendable {
  /// The overlay's sentences, by status code, `4XX`, `5XX`, `default`, or the kind of a failure without a response.
  let overlay: [String: String]
  /// Whether the operation is read-only, so that a repetition does no harm.
  package let isSafe: Bool

  /// Makes one of its parts.
  package init(overlay: [String: String], isSafe: Bool) {
    self.overlay = overlay
    self.isSafe = isSafe
  }

  /// The sentence about a response, by its status.
  package func sentence(status: Int) -> String { "HTTP \(status). \(words(status: status))" }

  /// The meaning of a status.
  package func words(status: Int) -> String {
    let own = overlay["\(status)"] ?? overlay["\(status / 100)XX"] ?? overlay["default"]
    return own ?? Self.general(status: status, isSafe: isSafe)
  }

  /// The sentence about a request that got no response.
  package func sentence(_ error: BackendError) -> String {
    "\(error.sentence) \(advice(error))"
  }

  /// The sentence for a successful response that cannot be read as declared.
  package func sentence(unreadableAnswer status: Int, what: String) -> String {
    let own = overlay["invalid-answer"]
    let general =
      isSafe
      ? "Try again later, and check that the backend's URL leads to the API."
      : "It has probably been done: find out before anything is tried again."
    return "HTTP \(status), but the answer is \(what), not the JSON that was expected. \(own ?? general)"
  }

  private func advice(_ error: BackendError) -> String {
    // In any case, a request that may have been carried out must not be repeated blindly.
    let isOutcomeUnknown = error.wasSent && !isSafe
    switch error.kind {
    case .timeout: return overlay["timeout"] ?? Self.unanswered(isOutcomeUnknown)
    case .unreachable:
      return overlay["unreachable"] ?? "Nothing was done. Check the network and the backend's URL."
    case .invalidAnswer:
      return overlay["invalid-answer"] ?? Self.unanswered(isOutcomeUnknown)
    case .interrupted, .cancelled:
      return isOutcomeUnknown ? overlay["timeout"] ?? Self.unanswered(true) : Self.unanswered(false)
    }
  }

  private static func unanswered(_ isOutcomeUnknown: Bool) -> String {
    isOutcomeUnknown
      ? "It is not known whether anything was done: find out before anything is tried again."
      : "Nothing was changed: try again."
  }

  private static func general(status: Int, isSafe: Bool) -> String {
    switch status {
    case 300..<400:
      "The backend sends elsewhere, and that is not followed. Check that the backend's URL is the one of the API itself."
    case 400, 422: "The backend refused the arguments: correct what it names and call again."
    case 401:
      "The token, key or password is missing, expired or not accepted: configure a new one. nethesis-mcp doctor, with the "
        + "same options, says where."
    case 403: "This account may not do that."
    case 404: "There is nothing of that name or id."
    case 409: "This conflicts with what is there already."
    case 429: "Too many calls in a short time: wait, then call again."
    case 400..<500: "The backend refused the request."
    case 500...: "The backend failed." + (isSafe ? " Try again later." : " Find out what was done before trying again.")
    default: "The backend gave an answer that means neither success nor failure."
    }
  }
}
