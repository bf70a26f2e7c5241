/// The channel by which a response's secrets are delivered: the same by which the call's secrets came in.
enum SecretChannel: Sendable {
  /// They were arguments, so the others are part of the result.
  case result
  /// A person gave them on a page, which shows the others.
  case page
  /// The call had no secrets.
  case closed

  /// The text in place of a secret for the model; `nil` if the model reads the secret.
  var marker: String? {
    switch self {
    case .result: nil
    case .page: "(shown to the user on the page)"
    case .closed: "(kept out of this conversation)"
    }
  }
}
