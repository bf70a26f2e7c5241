import JSON
import JSONRPC
import MCP
import NIOCore
import NIOHTTP1
import WebServer

/// The facts about a request, collected from check to check.
struct Inspection: Sendable {
  /// An element of the posted body.
  enum Element: Sendable {
    case message(Message)
    /// A malformed element of an array; the others are handled nevertheless.
    case malformed(MessageError)
  }

  let head: HTTPRequestHead
  let fields: HeadFields
  let visit: RequestMetrics
  let peer: Peer

  // From the head.
  /// The work that leads to a decision of the access rule; `nil` if it decided at once.
  var decide: (@Sendable () async -> Admission)?
  /// The outcome of that work.
  var admission: Admission?
  /// The caller that the access rule admitted.
  var principal = Principal.anybody
  /// The caller together with the credential that it brought; empty if there is neither.
  var identity = ""
  var credential: CallerCredential?
  var accepts = AcceptedTypes.both

  // From the body.
  /// The body; `nil` if it was too large.
  var body: ByteBuffer?
  var value = JSONValue.null
  /// The exceeded limit of a body that is otherwise valid JSON.
  var excess: JSONParseError?
  /// The fault in the params of an otherwise well-formed message.
  var wrongParams: JSONRPCError?
  var elements: [Element] = []
  var isBatch = false
  /// The method of the request; `nil` if there is none, or the protocol has none of that name.
  var method: Method?
  /// The id for an error response (MHTTP-12).
  var id: RequestID?

  var era = ProtocolVersion.Era.legacy
  var envelope: Envelope?
  var session: Session?

  init(_ head: HTTPRequestHead, _ visit: RequestMetrics, from peer: Peer) {
    self.head = head
    fields = HeadFields(head.headers)
    self.visit = visit
    self.peer = peer
  }

  /// The party for limits: the admitted caller, else the local user or the network of the connection.
  ///
  /// A credential that the caller invents does not change the party.
  @Sendable func party() -> String { principal.key.isEmpty ? peer.party : "caller \(principal.key)" }

  /// The identity; `nil` if nothing tells the caller from others.
  var caller: String? { identity.isEmpty ? nil : identity }

  /// The request, if the body is a single request.
  var request: Request? {
    guard !isBatch, case .message(.request(let request))? = elements.first else { return nil }
    return request
  }

  /// Whether the request opens a session.
  var isInitialize: Bool { method == .initialize }

  /// The value of a field that occurs exactly once, of those that every request is checked for; else `nil`.
  func header(_ name: HeadFields.Name) -> String? { fields.single(name) }

  /// The value of a header that occurs exactly once; else `nil`.
  func header(_ name: String) -> String? {
    let values = head.headers[name]
    return values.count == 1 ? values[0] : nil
  }

  func isIn(_ scope: RequestCheck.Scope) -> Bool {
    switch scope {
    case .all: true
    case .posts: head.method == .POST
    case .modern: era == .modern && request != nil
    case .legacy: era == .legacy
    }
  }
}
