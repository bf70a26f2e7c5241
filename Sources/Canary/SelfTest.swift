import JSON

/// Verifies that the search finds hidden secrets: a search that finds nothing would prove nothing.
package struct SelfTest: Sendable {
  /// The number of secrets hidden and searched for.
  package private(set) var count = 0
  /// Secrets that were not found, or found where there are none.
  package private(set) var failures: [String] = []

  /// Hides secrets in every spelling, in plain text and in messages for a model, and searches for them.
  ///
  /// Of the tokens of a sign-in, which are all of two forms, one of each form is hidden so often.
  package init(_ secrets: CanarySecrets, _ search: LeakSearch) {
    let signIn = secrets.signIn
    let often = [secrets.session, secrets.password, secrets.token, signIn.providerAccess, signIn.access]
    for secret in secrets.all {
      for spelling in often.contains(secret) ? EchoSpelling.allCases : [.plain] {
        let text = "before:\(spelling.write(secret.text)):behind"
        let message: JSONValue = ["content": [["type": "text", "text": .string(text)]], "is\(text)": true]
        let wrapped: JSONValue = ["text": .string(message.description)]
        for place in [text, message.description, wrapped.description] {
          count += 1
          if !search.findings(in: Array(place.utf8)).contains(where: { $0.secret == secret.name }) {
            failures.append("the search is blind for the \(secret.name) \(spelling.rawValue)")
          }
        }
      }
    }
    let others = CanarySecrets().all.flatMap { secret in EchoSpelling.allCases.map { $0.write(secret.text) } }
    if !search.findings(in: Array(others.joined(separator: " ").utf8)).isEmpty {
      failures.append("the search finds secrets where there are none")
    }
  }
}
