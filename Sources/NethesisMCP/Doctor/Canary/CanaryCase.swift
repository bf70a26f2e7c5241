import APITools
import Canary
import MCP

/// One way to have every tool called: how clients speak, what they can be asked, and what the backend answers.
///
/// A process serves it.
struct CanaryCase: Sendable, Hashable {
  enum Transport: String, Sendable, CaseIterable {
    case stdio, http
  }

  /// What a client says that a person can be asked by.
  enum Client: String, Sendable, CaseIterable {
    case url, form, none

    /// What it declares (2025-11-25, `elicitation`).
    var capabilities: String {
      switch self {
      case .url: #"{"elicitation":{"form":{},"url":{}}}"#
      case .form: #"{"elicitation":{"form":{}}}"#
      case .none: "{}"
      }
    }
  }

  let transport: Transport
  /// Served by one process, one after the other.
  let versions: [ProtocolVersion]
  let client: Client
  let policy: SecretPolicy
  /// What the backend answers, to one call of each tool after the other.
  let answers: [EchoAnswer]

  /// All ways there are, with the answers that a process each is asked for.
  static func all(_ answers: [[EchoAnswer]]) -> [CanaryCase] {
    var cases: [CanaryCase] = []
    for policy in [SecretPolicy.strict, .auto] {
      for answers in answers {
        for client in Client.allCases {
          // A process on standard input and output has one conversation.
          cases += ProtocolVersion.allCases.map {
            CanaryCase(transport: .stdio, versions: [$0], client: client, policy: policy, answers: answers)
          }
          cases.append(
            CanaryCase(
              transport: .http,
              versions: ProtocolVersion.allCases,
              client: client,
              policy: policy,
              answers: answers
            )
          )
        }
      }
    }
    return cases
  }
}
