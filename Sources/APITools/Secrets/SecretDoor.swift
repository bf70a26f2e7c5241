/// By which door the secrets of an answer go out: the one by which those of the call came in.
enum SecretDoor: Sendable {
  /// They were arguments, so they are part of the result.
  case result
  /// A person gave them on a page, and is shown the others there.
  case page
  /// None came in.
  case closed

  /// What a model reads in the place of a secret; `nil` if it reads the secret.
  var marker: String? {
    switch self {
    case .result: nil
    case .page: "(shown to the user on the page)"
    case .closed: "(kept out of this conversation)"
    }
  }
}
