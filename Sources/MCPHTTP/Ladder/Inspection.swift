import JSON
import JSONRPC
import MCP
import NIOCore
import NIOHTTP1
import WebServer

/// What is known of a request, which grows from check to check.
struct Inspection: Sendable {
  /// One element of what was posted.
  enum Element: Sendable {
    case message(Message)
    /// Part of an array; the others are answered all the same.
    case malformed(MessageError)
  }

  let head: HTTPRequestHead
  let visit: Visit
  let peer: Peer

  // From the head.
  var principal = Principal("")
  /// The caller that the access rule has let in, without what else it brings.
  var admitted = Principal("")
  var credential: CallerCredential?
  var accepts = AcceptedTypes.both

  // From the body.
  /// The body; `nil` if it was too large to be kept.
  var body: ByteBuffer?
  var value = JSONValue.null
  /// What is wrong with a body that is JSON, but more of it than is taken.
  var excess: JSONParseError?
  /// What is wrong with the params of a message whose shape is right.
  var wrongParams: JSONRPCError?
  var elements: [Element] = []
  var isBatch = false
  /// The id that an error is to name (MHTTP-12).
  var id: RequestID?

  var era = ProtocolVersion.Era.legacy
  var envelope: Envelope?
  var session: Session?

  init(_ head: HTTPRequestHead, _ visit: Visit, from peer: Peer) {
    self.head = head
    self.visit = visit
    self.peer = peer
  }

  /// Names the party that shares bounds: the caller that was let in, else the user or the network it connects from.
  ///
  /// A credential that the caller makes up makes no other party.
  @Sendable func party() -> String { admitted.caller.map { "caller \($0)" } ?? peer.party }

  /// The request, if that is what was posted, and nothing besides.
  var request: Request? {
    guard !isBatch, case .message(.request(let request))? = elements.first else { return nil }
    return request
  }

  /// The method of the request; `nil` if the protocol has none of that name.
  var method: Method? { request.flatMap { Method(rawValue: $0.method) } }

  /// Whether this opens a session.
  var isInitialize: Bool { method == .initialize }

  /// A header that is there once.
  func header(_ name: String) -> String? {
    let values = head.headers[name]
    return values.count == 1 ? values[0] : nil
  }

  func isIn(_ scope: Rung.Scope) -> Bool {
    switch scope {
    case .all: true
    case .posts: head.method == .POST
    case .modern: era == .modern && request != nil
    case .legacy: era == .legacy
    }
  }
}
