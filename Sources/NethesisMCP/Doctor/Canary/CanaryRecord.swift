import Canary
import MCP

/// What was searched in a case, and what was found.
struct CanaryRecord: Sendable {
  /// Where a secret got to.
  enum Place: String, Sendable, CaseIterable {
    case message = "what the client received"
    case log = "the log"
    case audit = "the record of calls"
    case metrics = "the metrics"
  }

  /// A secret that got to where it must not.
  struct Leak: Sendable, Hashable {
    let at: CanaryCase
    /// `nil` where it is not known any more.
    let version: ProtocolVersion?
    let tool: String?
    let answer: EchoAnswer?
    let place: Place
    let finding: SecretSearch.Finding
  }

  private let search: SecretSearch
  let at: CanaryCase
  /// Who is spoken to now.
  var version: ProtocolVersion?
  /// What is called now.
  var tool: String?
  /// What the backend answers now.
  var answer: EchoAnswer?

  private(set) var leaks: Set<Leak> = []
  /// How many bytes were searched.
  private(set) var bytes: [Place: Int] = [:]
  /// How often each tool was called.
  private(set) var calls: [String: Int] = [:]
  /// How many pages showed the token of the answer.
  private(set) var shownTokens = 0

  init(_ at: CanaryCase, _ search: SecretSearch) {
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

  mutating func showedTokens(_ count: Int) { shownTokens += count }
}
