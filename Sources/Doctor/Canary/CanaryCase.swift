import Calls
import Canary
import MCP

/// A way to call every tool: transport, protocol versions, client, policy and responses of the backend.
///
/// Each case is served by a process of its own, with a folder for state of its own.
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

  /// The ways in which a person signs in on a page.
  enum SignInWay: String, Sendable, CaseIterable {
    case browser = "in the browser"
    case code = "by a code"
    case paste = "by a pasted session"
  }

  let transport: Transport
  /// The protocol versions, served by one process one after the other.
  let versions: [ProtocolVersion]
  let client: Client
  let policy: SecretPolicy
  /// The responses of the backend, to one call of each tool after the other.
  let answers: [EchoAnswer]
  /// The way in which somebody signs in first; `nil` if the session token is configured.
  ///
  /// Over HTTP the session is one that an earlier process has stored.
  var signIn: SignInWay?

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

extension CanaryCase {
  /// The cases in which somebody signs in, for groups of responses that share a process each.
  static func signingIn(_ answers: [[EchoAnswer]]) -> [CanaryCase] {
    // A process for each response would sign in for each of them.
    let few: [[EchoAnswer]] = [[.success], [.unauthorized], [.problem]]
    return (answers.count == 1 ? answers : answers.filter(few.contains)).flatMap { answers in
      let all = ProtocolVersion.allCases
      let onPages = all.enumerated().map { number, version in
        CanaryCase(
          transport: .stdio,
          versions: [version],
          client: Client.allCases[number % Client.allCases.count],
          policy: .auto,
          answers: answers,
          signIn: SignInWay.allCases[(number + 1) % SignInWay.allCases.count]
        )
      }
      let stored = CanaryCase(
        transport: .http,
        versions: all,
        client: .none,
        policy: .auto,
        answers: answers,
        signIn: .browser
      )
      return onPages + [stored]
    }
  }
}
