/// The reason why a token is not accepted, for the log: callers only learn that it is invalid.
package enum TokenFault: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  case size = "it is longer than 16 kB"
  case form = "it is no signed token of the compact form"
  case header = "its header has a member of a wrong type"
  case algorithm = "its algorithm is none of those that are accepted"
  case type = "its type is not that of an access token"
  case critical = "it has critical header parameters, which are not supported"
  case noKeyID = "it names no key"
  case unknownKey = "the issuer has no key of that name"
  case unfitKey = "the key that it names is not for its algorithm"
  case signature = "its signature is wrong"
  case issuer = "it is of another issuer"
  case audience = "it is for another audience"
  case noEnd = "it has no end"
  case expired = "it has expired"
  case early = "it is not valid yet"
  case lifetime = "it is valid for more than a day"
  case bound = "it is bound to a key of its client (cnf), which is not supported"
  case nobody = "it names neither a subject nor a client"
  case claims = "it has a claim of a wrong type"
  case identityToken = "it is an ID token"
  case inactive = "the issuer says that it is not active"

  package var description: String { rawValue }
}
