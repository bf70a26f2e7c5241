import Canary
import Glibc
import ProcessEnvironment

/// A browser that shows one page of the check, with the cookie by which the page knows it.
final class CanaryVisit {
  /// The number of looks at a page that is changing, and the pause between two, in microseconds.
  private static let (looks, pause) = (600, UInt32(100_000))
  /// The number of times that a sign-in is tried: its services refuse the first requests.
  private static let tries = 4

  private let port: UInt16
  private let path: String
  private let secrets: CanarySecrets
  private var cookie: String?
  /// The text of the page as it was sent last.
  private(set) var page = ""

  /// Opens a page.
  ///
  /// - Throws: An error if the URL is no page, or is not answered.
  init(_ url: String, _ secrets: CanarySecrets) throws {
    guard let (port, path) = Self.parts(url) else { throw CommandFailure.failed("the page has a strange URL: \(url)") }
    (self.port, self.path, self.secrets) = (port, path, secrets)
    try load()
  }

  /// Loads the page again.
  func load() throws { page = try text(try exchange("GET", path)) }

  /// Sends a form of the page, whose other fields are encoded.
  func submit(_ decision: String, _ more: String = "") throws {
    let token = Self.values(behind: #"name="form" value=""#, in: page).first ?? ""
    let body = "form=\(token)&decision=\(decision)\(more)"
    page = try text(try exchange("POST", path, Array(body.utf8)))
  }

  /// The names of the secrets that the page asks for.
  var fields: [String] { Self.values(behind: #"name="secret-"#, in: page) }

  // MARK: The sign-in

  /// Signs in, if the page asks for that.
  ///
  /// - Returns: Whether somebody has signed in.
  /// - Throws: An error if none of the tries succeeds.
  func signIn(_ way: CanaryCase.SignInWay) throws -> Bool {
    guard page.contains("/sign-in\"") || page.contains(#"name="session""#) else { return false }
    for _ in 0..<Self.tries {
      try attempt(way)
      guard page.contains(#"value="keep""#) else { continue }
      try submit("keep")
      return true
    }
    throw CommandFailure.failed("nobody can sign in on the page")
  }

  private func attempt(_ way: CanaryCase.SignInWay) throws {
    switch way {
    // Not every API has sessions that could be pasted.
    case .paste where page.contains(#"name="session""#):
      try submit("paste", "&session=\(EchoSpelling.form.write(secrets.signIn.access.text))")
    case .paste, .browser: try goToProvider()
    case .code:
      try submit("code")
      for _ in 0..<Self.looks {
        let isChanging = page.contains(#"value="back""#) || page.contains("One moment")
        guard isChanging, !page.contains(#"value="keep""#) else { break }
        usleep(Self.pause)
        try load()
      }
    }
  }

  /// Follows the link to the provider, and comes back with a code.
  private func goToProvider() throws {
    let leaving = try exchange("GET", "\(path)/sign-in")
    guard let query = leaving["Location"]?.split(separator: "?", maxSplits: 1).last else { return try load() }
    var given: [Substring: Substring] = [:]
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { given[parts[0]] = parts[1] }
    }
    guard let state = given["state"], let location = leaving["Location"],
      let issuer = location.firstRange(of: "/auth?").map({ location[..<$0.lowerBound] })
    else { return try load() }
    let code = EchoSpelling.percent.write(secrets.signIn.code.text)
    _ = try text(
      try exchange("GET", "/callback?code=\(code)&state=\(state)&iss=\(EchoSpelling.percent.write(String(issuer)))")
    )
    try load()
  }

  // MARK: Requests

  private func exchange(_ method: String, _ path: String, _ body: [UInt8] = []) throws -> WebExchange {
    var fields: [(name: String, value: String)] = []
    if method == "POST" { fields.append(("Content-Type", "application/x-www-form-urlencoded")) }
    if let cookie { fields.append(("Cookie", cookie)) }
    let exchange = try WebExchange(method, port: port, path: path, fields: fields, body: body)
    if let set = exchange["Set-Cookie"] { cookie = String(set.prefix { $0 != ";" }) }
    return exchange
  }

  private func text(_ exchange: WebExchange) throws -> String {
    String(decoding: try exchange.readAll(), as: UTF8.self)
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

  /// The port and path of a URL on this machine.
  private static func parts(_ url: String) -> (UInt16, String)? {
    let start = "http://127.0.0.1:"
    guard url.hasPrefix(start) else { return nil }
    let rest = url.dropFirst(start.count)
    guard let slash = rest.firstIndex(of: "/"), let port = UInt16(rest[..<slash]) else { return nil }
    return (port, String(rest[slash...]))
  }
}
