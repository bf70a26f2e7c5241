/// The reason why a field counts as secret.
package enum SecretRule: Sendable, Hashable {
  case said
  case inside
  case format
  case password
  case code
  case token
  case key
  case keyMember
  case certificateKey
  case hash
  case card
  case authorization
  case connection
  case link
  case answer
  case store
  case description

  /// The reason in a few words, for reports.
  package var phrase: String {
    switch self {
    case .said: "x-mcp says so"
    case .inside: "it is inside a secret"
    case .format: "format: password"
    case .password: "named as a password or secret"
    case .code: "named as a code that proves who somebody is"
    case .token: "named as a token that lets in"
    case .key: "named as a key that opens or signs"
    case .keyMember: "private member of a JSON Web Key"
    case .certificateKey: "holds a private key"
    case .hash: "password hash, or salt of one"
    case .card: "card data with which one can pay"
    case .authorization: "value of an authorization field"
    case .connection: "address with a credential in it"
    case .link: "link that lets in by itself"
    case .answer: "answer to a security question"
    case .store: "content of a store of secrets"
    case .description: "its description says so"
    }
  }
}
