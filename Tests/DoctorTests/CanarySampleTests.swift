@testable import Calls
import Canary
import MCP
import Testing

@testable import Doctor

struct CanarySampleTests {
  @Test(arguments: [SecretPolicy.strict, .auto])
  func `a third of the calls has every answer in every version, and with every kind of client`(policy: SecretPolicy) {
    let sample = CanarySample.third
    for answer in EchoAnswer.allCases {
      for version in ProtocolVersion.allCases {
        #expect(CanaryCase.Client.allCases.count { sample.includes(answer, version, $0, policy) } == 1)
      }
      for client in CanaryCase.Client.allCases {
        #expect(ProtocolVersion.allCases.contains { sample.includes(answer, $0, client, policy) })
      }
    }
    for version in ProtocolVersion.allCases {
      for client in CanaryCase.Client.allCases {
        #expect(EchoAnswer.allCases.contains { sample.includes($0, version, client, policy) })
      }
    }
  }

  @Test func `all calls are made where that is fast`() {
    for at in CanaryCase.all([EchoAnswer.allCases]) {
      #expect(at.versions.allSatisfy { CanarySample.whole.includes(.refusal, $0, at.client, at.policy) })
      #expect(CanarySample.whole.includesAny(of: at) && CanarySample.third.includesAny(of: at))
    }
  }
}
