import JSON

/// Writes responses that echo secrets in every spelling and in every part of the response.
struct SecretEcho {
  private let token: CanarySecrets.Secret
  /// The secrets in the request: an echo of another secret could not be recognised as one.
  private let shown: [CanarySecrets.Secret]
  /// These and the token that the backend creates, which may appear only under a member name that marks it as a token.
  private let known: [CanarySecrets.Secret]
  private let spellings: [EchoSpelling]
  /// All of them in these spellings.
  private let shownSpellings: [String]
  private let knownSpellings: [String]

  /// The number of responses that share the spellings: one with all of them would be too long.
  static let parts = 12

  /// Makes a writer for one part of the spellings, and the plain spelling.
  init(_ secrets: CanarySecrets, shown: [CanarySecrets.Secret], part: Int) {
    token = secrets.token
    self.shown = shown
    known = shown + [token]
    spellings =
      [.plain] + EchoSpelling.allCases.dropFirst().enumerated().filter { $0.offset % Self.parts == part }.map(\.element)
    shownSpellings = Self.texts(shown, spellings)
    knownSpellings = Self.texts(known, spellings)
  }

  private static func texts(_ secrets: [CanarySecrets.Secret], _ spellings: [EchoSpelling]) -> [String] {
    secrets.flatMap { secret in spellings.map { $0.write(secret.text) } }
  }

  // MARK: Bodies

  var text: [UInt8] { Array(shownSpellings.map { "You have sent \($0), which is wrong.\n" }.joined().utf8) }

  /// The secrets of the request in one line.
  var sentence: String { shownSpellings.joined(separator: " ") }

  /// The text in UTF-16, after a byte order mark.
  var wideText: [UInt8] { Self.wide(String(decoding: text, as: UTF8.self)) }

  /// The spellings that Latin-1 can express.
  var latinText: [UInt8] {
    let spellings = shownSpellings.filter { $0.unicodeScalars.allSatisfy { $0.value <= 0xFF } }
    return spellings.map { "<p>Gr\u{FC}\u{DF}e, \($0)</p>" }.joined().unicodeScalars.map {
      UInt8(truncatingIfNeeded: $0.value)
    }
  }

  private static func wide(_ text: String) -> [UInt8] {
    ("\u{FEFF}" + text).utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }

  var html: [UInt8] {
    let items = shownSpellings.map { "<li title='\($0)'>\($0)</li>" }
    return Array("<!doctype html><title>\(shown.map(\.text).joined())</title><ul>\(items.joined())</ul>".utf8)
  }

  // MARK: JSON responses

  /// A problem document (RFC 9457).
  func problem(_ status: Int) -> [UInt8] {
    let text = knownSpellings.joined(separator: " ")
    let body: JSONValue = ["type": "about:blank", "title": .string(text), "detail": .string(text)]
    return json(status, body, type: "application/problem+json")
  }

  /// A JSON response; some strings have secrets escaped in ways that no JSON writer here uses.
  func json(
    _ status: Int,
    _ value: JSONValue,
    type: String = "application/json",
    isExtended: Bool = true
  ) -> [UInt8] {
    guard isExtended else { return answer(status, type, value.json) }
    guard let object = value.object else {
      return answer(status, type, JSONValue.array([value, .object(others)]).json, hasToken: true)
    }
    let raw = known.flatMap { secret in
      spellings.filter(\.isOfJSON).map { "\"raw \($0.rawValue)\":\"\($0.write(secret.text))\"" }
    }
    let body = JSONValue.object(JSONObject(object.members + others.members)).json
    return answer(status, type, Array("{\(raw.map { "\($0)," }.joined())".utf8) + body.dropFirst(), hasToken: true)
  }

  /// JSON in UTF-16, which RFC 8259 forbids and some backends send.
  func wideJSON(_ status: Int, _ value: JSONValue) -> [UInt8] {
    let members = value.object.map { $0.members + others.members }
    let body = members.map { JSONValue.object(JSONObject($0)) } ?? .array([value, .object(others)])
    return answer(status, "application/json; charset=utf-16", Self.wide(body.description), hasToken: true)
  }

  private var others: JSONObject {
    // JSON in JSON in JSON is the deepest nesting.
    let shallow = known.flatMap { secret in
      spellings.filter { $0 != .escapedTwice }.map { JSONValue.string($0.write(secret.text)) }
    }
    var object: JSONObject = [
      "token": .string(token.text), "echo": .array(knownSpellings.map(JSONValue.string)),
      "nested": [
        "deep": [
          [
            "value": .string(shown.map(\.text).joined(separator: " ")),
            "json": .string(JSONValue.array(shallow).description),
          ]
        ]
      ],
    ]
    for (number, name) in knownSpellings.enumerated() { object.append(name, .number(JSONNumber(number))) }
    return object
  }

  // MARK: The head

  /// A response with secrets in its head; it includes the token if a member of the body marks it as one.
  func answer(_ status: Int, _ type: String, _ body: some Collection<UInt8>, hasToken: Bool = false) -> [UInt8] {
    let told = hasToken ? known : shown
    let plain = told.map(\.text).joined(separator: " ")
    let query = EchoSpelling.percent.write(plain)
    let word = EchoSpelling.base64.write(plain)
    var lines = [
      "HTTP/1.1 \(status) \(plain)",
      "Content-Type: \(type); said=\(query)",
      "Location: http://127.0.0.1/\(query)/\(query)?token=\(query)#\(query)",
      "Link: <http://127.0.0.1/?page=\(query)&page_size=\(query)&cursor=\(query)&after=\(query)>; rel=\"next\"",
      "Set-Cookie: said=\(query); Path=/\(query)",
      "WWW-Authenticate: Bearer realm=\"\(plain)\", error_description=\"\(plain)\"",
      "Retry-After: \(plain)",
      "Content-Disposition: attachment; filename=\"\(plain)\"; filename*=UTF-8''\(query)",
      "Content-Description: =?UTF-8?B?\(word)?=",
      "Traceparent: \(plain)",
    ]
    // A text with line breaks would become several fields.
    let spellings = (hasToken ? knownSpellings : shownSpellings).filter { !$0.utf8.contains(0x0A) }
    lines += spellings.enumerated().map { "X-Echo-\($0): \($1)" }
    lines += ["Content-Length: \(body.count)", "Connection: close", "", ""]
    return Array(lines.joined(separator: "\r\n").utf8) + body
  }
}
