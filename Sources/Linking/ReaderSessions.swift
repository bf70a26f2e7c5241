import Crypto
import JSON
import MCP
import Store
import TextCoding
import WebServer

/// Sessions of people who read the pages beside the endpoint, in a store that replicas may share.
///
/// The browser's cookie has the only copy of a session's id: the store has its hash, as names of entries are not sealed.
struct ReaderSessions: Sendable {
  /// The seconds that a session lasts.
  static let lifetime = 8 * 3600
  /// The most sessions of one person; then the oldest ends.
  static let maximum = 16

  private static let sessions = "reader-session"
  private static let lists = "reader-sessions-of"

  let store: any Store
  /// The UTC time in seconds.
  let now: @Sendable () -> Int

  /// Starts a session.
  ///
  /// - Returns: Its id, for the cookie.
  /// - Throws: If the store cannot be used.
  func start(for reader: Principal) async throws(StoreError) -> String {
    let id = LinkID.make()
    let key = Self.key(id)
    let end = now() + Self.lifetime
    let value: JSONValue = [
      "reader": reader.json, "scopes": .array(reader.scopes.sorted().map(JSONValue.string)),
      "end": .number(JSONNumber(end)),
    ]
    let list = StoreKey(Self.lists, reader.key)
    if let oldest = try await store.note(key.name, in: list, atMost: Self.maximum, until: end) {
      try await store.remove(StoreKey(Self.sessions, oldest))
    }
    _ = try await store.put(value.json, for: key, owner: reader.key, expires: end, if: .always)
    return id
  }

  /// The person of a session; `nil` if there is none, or it has ended.
  ///
  /// - Throws: If the store cannot be used.
  func reader(of id: String) async throws(StoreError) -> Principal? {
    guard let row = try await store.get(Self.key(id)), let value = try? JSONParser.parse(row.bytes),
      let end = value["end"]?.int, now() < end, let reader = value["reader"].flatMap(Principal.init)
    else { return nil }
    return Principal(
      issuer: reader.issuer,
      kind: reader.kind,
      subject: reader.subject,
      clientID: reader.clientID,
      scopes: Set(value["scopes"]?.array?.compactMap(\.string) ?? []),
      expiry: end
    )
  }

  /// Ends a session, if it is there.
  ///
  /// - Throws: If the store cannot be used, so that it may still be there.
  func end(_ id: String) async throws(StoreError) { try await store.remove(Self.key(id)) }

  private static func key(_ id: String) -> StoreKey {
    StoreKey(sessions, Array(SHA256.hash(data: Array(id.utf8))).hexadecimal)
  }
}

/// The cookie of a session, in the folder of the pages.
///
/// `SameSite=Strict` would be missing from the page that the provider's redirect leads to.
struct ReaderCookie: Sendable {
  private let name: String
  private let attributes: String

  /// Makes the cookie of pages in a folder.
  ///
  /// - Parameter base: The folder's URL, without a slash at its end.
  init(at base: String) {
    let parts = base.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    let isSecure = base.hasPrefix("https://")
    // Ports of one host share their cookies (RFC 6265 section 8.5), and each may have a server.
    let port = parts.count > 2 ? parts[2].split(separator: ":").last.flatMap { UInt16($0) } : nil
    name = (isSecure ? "__Secure-" : "") + "nethesis-mcp-reader" + (port.map { "-\($0)" } ?? "")
    let path = parts.count > 3 ? "/\(parts[3])/" : "/"
    attributes = "Path=\(path); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
  }

  /// The ids of sessions in `Cookie` fields.
  func ids(in fields: [String]) -> [String] { CookieField.values(of: name, in: fields).filter { LinkID.isID($0) } }

  /// The `Set-Cookie` field of a session.
  func field(_ id: String) -> String { "\(name)=\(id); Max-Age=\(ReaderSessions.lifetime); \(attributes)" }

  /// The `Set-Cookie` field that removes it.
  var removal: String { "\(name)=; Max-Age=0; \(attributes)" }
}
