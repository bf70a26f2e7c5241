import Calls
import Canary
import MCP

/// The selection of calls that a check makes.
enum CanarySample {
  case whole
  /// One kind of client for each response and version: covers every response in every version, and with every client.
  case third

  /// A third in debug builds, in which each call takes five times as long.
  static var ofThisBuild: CanarySample {
    #if DEBUG
    .third
    #else
    .whole
    #endif
  }

  /// Whether a call is made.
  func includes(
    _ answer: EchoAnswer,
    _ version: ProtocolVersion,
    _ client: CanaryCase.Client,
    _ policy: SecretPolicy
  ) -> Bool {
    guard self == .third else { return true }
    let places = [
      EchoAnswer.allCases.firstIndex(of: answer), ProtocolVersion.allCases.firstIndex(of: version),
      CanaryCase.Client.allCases.firstIndex(of: client), policy == .strict ? 0 : 1,
    ]
    return places.reduce(0) { $0 + ($1 ?? 0) }.isMultiple(of: CanaryCase.Client.allCases.count)
  }

  /// Whether any call of a case is made.
  func includesAny(of at: CanaryCase) -> Bool {
    at.versions.contains { version in
      at.answers.contains { includes($0, version, at.client, at.policy) }
    }
  }

  /// A sentence for the report; empty where nothing is left out.
  var words: String {
    self == .whole ? "" : " Each answer was tried with one kind of client in each version: this build is not optimized."
  }
}
