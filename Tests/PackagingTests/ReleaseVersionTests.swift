import Testing

@testable import Packaging

struct ReleaseVersionTests {
  @Test(arguments: ["1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "1..3", "", "-1.2.3", "1.2.3 "])
  func `what is no semantic version is refused`(text: String) {
    #expect(ReleaseVersion(core: text) == nil)
  }

  @Test(arguments: ["", "rc..1", "rc_1", "01", "rc.01", "é"])
  func `a faulty pre-release is refused`(text: String) {
    #expect(ReleaseVersion(core: "1.2.3", preRelease: text) == nil)
  }

  @Test func `a pre-release sorts before its release in Debian, too`() throws {
    let version = try #require(ReleaseVersion(core: "1.2.3", preRelease: "rc-a.1"))
    #expect(version.description == "1.2.3-rc-a.1")
    #expect(version.debian == "1.2.3~rc.a.1")
    #expect(ReleaseVersion(core: "1.2.3")?.debian == "1.2.3")
  }
}
