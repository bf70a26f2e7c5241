import Canary
import ProcessEnvironment

/// A simulated person who opens the page of a call and types the password.
struct CanaryPerson {
  let secrets: CanarySecrets

  /// Approves on the page, and declines if that does not succeed.
  ///
  /// - Parameter url: The URL of the page.
  /// - Returns: Whether the page has shown the token of the response.
  /// - Throws: An error if the URL is no page.
  func approve(_ url: String) throws -> Bool {
    guard let (port, path) = Self.parts(url) else { throw CommandFailure.failed("the page has a strange URL: \(url)") }
    var page = try Self.text(WebExchange("GET", port: port, path: path))
    // The page asks once more if a similar item has appeared that it should have named before. After a refusal of the
    // password it is not typed again, because the number of wrong passwords is limited.
    for decision in ["approve", "approve", "decline"] where page.contains(#"value="approve""#) {
      let isWrong = page.contains(#"id="problem""#)
      page = try Self.text(
        WebExchange(
          "POST",
          port: port,
          path: path,
          fields: [("Content-Type", "application/x-www-form-urlencoded")],
          body: form(of: page, isWrong ? "decline" : decision)
        )
      )
    }
    return Self.plain(page).contains(secrets.token.text)
  }

  private static func text(_ exchange: WebExchange) throws -> String {
    String(decoding: try exchange.readAll(), as: UTF8.self)
  }

  private func form(of page: String, _ decision: String) -> [UInt8] {
    let token = Self.values(behind: #"name="form" value=""#, in: page).first ?? ""
    let typed = Self.values(behind: #"name="secret-"#, in: page).map {
      "&secret-\(EchoSpelling.percent.write(Self.plain($0)))=\(EchoSpelling.form.write(secrets.password.text))"
    }
    return Array("form=\(token)&decision=\(decision)\(typed.joined())".utf8)
  }

  private static func values(behind start: String, in page: String) -> [String] {
    var values: [String] = []
    var rest = page[...]
    while let range = rest.firstRange(of: start) {
      rest = rest[range.upperBound...]
      values.append(String(rest.prefix { $0 != "\"" }))
    }
    return values
  }

  /// The text of an HTML fragment.
  private static func plain(_ html: String) -> String {
    let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#34;": "\"", "&#39;": "'"]
    let text = entities.reduce(html) { $0.replacing($1.key, with: $1.value) }
    return text.replacing("&amp;", with: "&")
  }

  /// The port and path of a URL on this machine.
  private static func parts(_ url: String) -> (UInt16, String)? {
    let start = "http://127.0.0.1:"
    guard url.hasPrefix(start) else { return nil }
    let rest = url.dropFirst(start.count)
    guard let slash = rest.firstIndex(of: "/"), let port = UInt16(rest[..<slash]) else { return nil }
    return (port, String(rest[slash...]))
  }
}
