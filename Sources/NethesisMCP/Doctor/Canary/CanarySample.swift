import APITools
import Canary
import MCP

/// The calls that a check makes of all there could be.
enum CanarySample {
  case whole
  /// One kind of client for each answer in each version: every answer in every version, and with every kind of client.
  case third

  /// A third where nothing is optimized, and each call takes five times as long.
  static var ofThisBuild: CanarySample {
    #if DEBUG
    .third
    #else
    .whole
    #endif
  }

  /// Tells whether a call is made.
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

  /// Tells whether a process is needed for any call of a case.
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
