import Canary
import ProcessEnvironment

/// A simulated person who opens the page of a call, signs in, and types the password.
struct CanaryPerson {
  /// The things that a person has seen on a page.
  struct Seen {
    /// Whether the page has shown the token of the response.
    var token = false
    /// Whether the person had to sign in.
    var signIn = false
  }

  let secrets: CanarySecrets
  /// The way of signing in; `nil` if no page asks for it.
  let way: CanaryCase.SignInWay?

  /// Signs in and approves on the page, and declines if that does not succeed.
  ///
  /// - Parameter url: The URL of the page.
  /// - Returns: The things that the page has shown.
  /// - Throws: An error if the URL is no page.
  func approve(_ url: String) throws -> Seen {
    let visit = try CanaryVisit(url, secrets)
    let hasSignedIn = try way.map(visit.signIn) ?? false
    // The page asks once more if a similar item has appeared that it should have named before. After a refusal of the
    // password it is not typed again, because the number of wrong passwords is limited.
    for decision in ["approve", "approve", "decline"] where visit.page.contains(#"value="approve""#) {
      let isWrong = visit.page.contains(#"id="problem""#)
      let typed = visit.fields.map {
        "&secret-\(EchoSpelling.percent.write(Self.plain($0)))=\(EchoSpelling.form.write(secrets.password.text))"
      }
      try visit.submit(isWrong ? "decline" : decision, typed.joined())
    }
    return Seen(token: Self.plain(visit.page).contains(secrets.token.text), signIn: hasSignedIn)
  }

  /// The text of an HTML fragment.
  private static func plain(_ html: String) -> String {
    let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#34;": "\"", "&#39;": "'"]
    let text = entities.reduce(html) { $0.replacing($1.key, with: $1.value) }
    return text.replacing("&amp;", with: "&")
  }
}
