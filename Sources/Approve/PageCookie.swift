import Synchronization

/// The cookie of one page, from its first response on (RFC 6265).
final class PageCookie: Sendable {
  private let stored = Mutex<String?>(nil)

  /// The `Cookie` field; `nil` before the page has set any.
  var value: String? { stored.withLock { $0 } }

  /// Takes the cookie of the `Set-Cookie` fields of a response, if there is one.
  func take(from fields: [String]) {
    guard let pair = fields.first?.prefix(while: { $0 != ";" }), !pair.isEmpty else { return }
    stored.withLock { $0 = String(pair) }
  }
}
