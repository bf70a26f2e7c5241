import Calls
import Canary
import MCP

/// A way to call every tool: transport, protocol versions, client, policy and responses of the backend.
///
/// Each case is served by a process of its own.
struct CanaryCase: Sendable, Hashable {
  enum Transport: String, Sendable, CaseIterable {
    case stdio, http
  }

  /// The means by which a client can ask a person.
  enum Client: String, Sendable, CaseIterable {
    case url, form, none

    /// The capabilities that it declares (2025-11-25, `elicitation`).
    var capabilities: String {
      switch self {
      case .url: #"{"elicitation":{"form":{},"url":{}}}"#
      case .form: #"{"elicitation":{"form":{}}}"#
      case .none: "{}"
      }
    }
  }

  let transport: Transport
  /// The protocol versions, served by one process one after the other.
  let versions: [ProtocolVersion]
  let client: Client
  let policy: SecretPolicy
  /// The responses of the backend, to one call of each tool after the other.
  let answers: [EchoAnswer]

  /// All cases, for groups of responses that share a process each.
  static func all(_ answers: [[EchoAnswer]]) -> [CanaryCase] {
    var cases: [CanaryCase] = []
    for policy in [SecretPolicy.strict, .auto] {
      for answers in answers {
        for client in Client.allCases {
          // A process on stdio has only one conversation.
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
