import JSON
import OpenAPI

extension SecretFields {
  /// The secrets of a value as texts, each with the name of its field; elements of a list have the list's name.
  func named(in value: JSONValue) -> [(name: String, text: String)] {
    secrets(in: value).map { location, secret in
      (location.tokens.last { Int($0) == nil } ?? "secret", secret.string ?? secret.description)
    }
  }
}
