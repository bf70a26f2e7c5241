import JSON
import Redaction

/// The account that a call is made in, as it is named to the person who approves it.
package struct CallAccount: Sendable, Hashable {
  /// The person, in words.
  package let label: String
  /// The text that tells the account from others, the same after a renewal of its token; without any token in it.
  package let identity: String

  /// Makes an account.
  package init(label: String, identity: String) { (self.label, self.identity) = (label, identity) }
}

extension CallAccount {
  /// The account that a credential itself names; `nil` if it names none.
  init?(_ credential: Credential) {
    switch credential {
    case .basic(let user, _): self.init(label: user, identity: "user\n\(user)")
    case .key: return nil
    case .bearer(let token):
      guard let claims = token.claims, let label = claims.person else { return nil }
      self.init(label: label, identity: claims.subject.map { "subject\n\($0)" } ?? "person\n\(label)")
    }
  }

  var json: JSONValue { ["label": .string(label), "identity": .string(identity)] }

  init?(_ json: JSONValue) {
    guard let label = json["label"]?.string, let identity = json["identity"]?.string else { return nil }
    self.init(label: label, identity: identity)
  }
}
