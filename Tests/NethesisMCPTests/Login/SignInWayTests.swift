import ProcessEnvironment
import Settings
import Testing

@testable import NethesisMCP

/// The way to sign in that works with the settings at a place.
struct SignInWayTests {
  private func settings(
    browser: String? = nil,
    device: String? = nil,
    issuer: String? = "https://id.example"
  ) -> LoginSettings {
    var settings = LoginSettings()
    (settings.issuer, settings.browserClient, settings.deviceClient) = (issuer, browser, device)
    return settings
  }

  private func way(
    _ settings: LoginSettings,
    _ wanted: SignInWay? = nil,
    hasDesktop: Bool = false,
    hasTerminal: Bool = true
  ) throws -> SignInWay {
    try SignInWay.chosen(wanted, settings, hasDesktop: hasDesktop, hasTerminal: hasTerminal)
  }

  @Test func `a desktop has the browser, other places the code`() throws {
    let both = settings(browser: "a", device: "b")
    #expect(try way(both, hasDesktop: true) == .browser)
    #expect(try way(both) == .device)
    #expect(try way(settings(browser: "a")) == .browser)
    #expect(try way(both, .paste) == .paste)
  }

  @Test func `without a client, a person at a terminal pastes`() throws {
    #expect(try way(settings(issuer: nil)) == .paste)
    let error = #expect(throws: CommandFailure.self) { try way(settings(issuer: nil), hasTerminal: false) }
    #expect(try #require(error).message.contains("--paste on standard input"))
  }

  @Test(arguments: [
    (SignInWay?.some(.browser), "--login-client-id browser=ID"), (.some(.device), "--login-client-id device=ID"),
    (nil, "--login-client-id browser=ID"),
  ])
  func `what is missing is named`(_ wanted: SignInWay?, _ option: String) throws {
    let error = #expect(throws: CommandFailure.self) { try way(settings(), wanted) }
    let message = try #require(error).message
    #expect(message.contains(option) && !message.contains("--login-issuer URL") && error?.exitCode == .usage)
  }
}
