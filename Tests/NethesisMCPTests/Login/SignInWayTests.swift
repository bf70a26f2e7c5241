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
    _ login: LoginSettings,
    _ wanted: SignInWay? = nil,
    spec: Settings.Spec = .builtIn,
    overlays: [String] = [],
    hasDesktop: Bool = false,
    hasTerminal: Bool = true
  ) throws -> SignInWay {
    var settings = Settings()
    (settings.login, settings.spec, settings.overlays) = (login, spec, overlays)
    return try SignInWay.chosen(wanted, settings, hasDesktop: hasDesktop, hasTerminal: hasTerminal)
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
    #expect(message.contains("my.nethesis.it"))
  }

  @Test(arguments: [SignInWay?.none, .some(.paste), .some(.browser), .some(.device)])
  func `of another API nothing is said that is true of my.nethesis.it alone`(_ wanted: SignInWay?) throws {
    let error = #expect(throws: CommandFailure.self) { try way(settings(issuer: nil), wanted, spec: .file("api.yaml")) }
    let message = try #require(error).message
    #expect(!message.contains("nethesis.it") && !message.contains("Until then") && error?.exitCode == .usage)
    #expect(message.contains(wanted == nil || wanted == .paste ? "--token-file" : "--login-client-id"))
    // An overlay may say that its sessions can be pasted.
    if wanted == nil || wanted == .paste {
      #expect(try way(settings(issuer: nil), wanted, spec: .file("api.yaml"), overlays: ["o.json"]) == .paste)
    }
  }
}
