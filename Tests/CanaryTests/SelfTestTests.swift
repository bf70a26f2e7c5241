import Canary
import Testing

struct SelfTestTests {
  @Test func `secrets are found in every spelling, and nothing else is`() {
    let secrets = CanarySecrets()
    let test = SelfTest(secrets, LeakSearch(secrets.all))
    #expect(test.failures == [])
    // Five of them in every spelling, the other five as they are, each in three places.
    #expect(test.count == 3 * (5 * EchoSpelling.allCases.count + 5))
  }

  @Test func `a search that looks for less is called blind`() {
    let secrets = CanarySecrets()
    let test = SelfTest(secrets, LeakSearch([secrets.session, secrets.password] + secrets.signIn.all))
    #expect(test.failures.count == 3 * EchoSpelling.allCases.count)
    #expect(test.failures.first?.contains("the token of the answer") == true)
  }
}
