import Canary
import MCP

/// The places searched in a case, and the secrets found.
struct CanaryRecord: Sendable {
  /// A place that a secret may leak to.
  enum Place: String, Sendable, CaseIterable {
    case message = "what the client received"
    case log = "the log"
    case audit = "the record of calls"
    case metrics = "the metrics"
    case command = "the output of commands"
    case store = "the sealed store"
  }

  /// A secret found where it must not be.
  struct Leak: Sendable, Hashable {
    let at: CanaryCase
    /// The protocol version; `nil` if it is no longer known.
    let version: ProtocolVersion?
    let tool: String?
    let answer: EchoAnswer?
    let place: Place
    let finding: LeakSearch.Finding
  }

  private let search: LeakSearch
  let at: CanaryCase
  /// The protocol version of the current conversation.
  var version: ProtocolVersion?
  /// The tool being called.
  var tool: String?
  /// The response of the backend to the current call.
  var answer: EchoAnswer?

  private(set) var leaks: Set<Leak> = []
  /// The number of bytes searched.
  private(set) var bytes: [Place: Int] = [:]
  /// The number of calls of each tool.
  private(set) var calls: [String: Int] = [:]
  /// The number of pages that showed the token of the response.
  private(set) var shownTokens = 0

  /// The number of pages on which somebody signed in.
  private(set) var signIns = 0

  init(_ at: CanaryCase, _ search: LeakSearch) {
    self.at = at
    self.search = search
  }

  mutating func heard(_ bytes: [UInt8], in place: Place = .message) {
    self.bytes[place, default: 0] += bytes.count
    for finding in search.findings(in: bytes) {
      leaks.insert(Leak(at: at, version: version, tool: tool, answer: answer, place: place, finding: finding))
    }
  }

  mutating func called(_ tool: String) { calls[tool, default: 0] += 1 }

  mutating func signedIn(_ count: Int) { signIns += count }

  mutating func showedTokens(_ count: Int) { shownTokens += count }
}
