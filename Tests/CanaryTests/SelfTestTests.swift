import Canary
import Testing

struct SelfTestTests {
  @Test func `secrets are found in every spelling, and nothing else is`() {
    let secrets = CanarySecrets()
    let test = SelfTest(secrets, LeakSearch(secrets.all))
    #expect(test.failures == [])
    #expect(test.count == 9 * EchoSpelling.allCases.count)
  }

  @Test func `a search that looks for less is called blind`() {
    let secrets = CanarySecrets()
    let test = SelfTest(secrets, LeakSearch([secrets.session, secrets.password]))
    #expect(test.failures.count == 3 * EchoSpelling.allCases.count)
    #expect(test.failures.first?.contains("the token of the answer") == true)
  }
}
