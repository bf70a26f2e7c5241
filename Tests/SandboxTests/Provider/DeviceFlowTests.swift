import JSON
import Sandbox
import Testing

struct DeviceFlowTests {
  private let time = FixedTime()
  private let path = "/oidc/device/auth"

  private func begin(_ visitor: inout ProviderVisitor) -> JSONValue {
    visitor.token(["client_id": "sandbox-device", "scope": ProviderVisitor.everything], path: path).json
  }

  private func poll(_ visitor: inout ProviderVisitor, _ device: JSONValue) -> SandboxResponse {
    visitor.token(
      [
        "client_id": "sandbox-device", "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "device_code": device["device_code"]?.string ?? "",
      ]
    )
  }

  /// Enters a code on the page, signs in and decides.
  private func decide(
    _ visitor: inout ProviderVisitor,
    _ code: String,
    _ action: String = "allow"
  ) -> SandboxResponse {
    let page = visitor.get("/oidc/device?user_code=\(code)")
    let token = page.text.firstMatch(of: #/name="xsrf" value="([^"]+)"/#).map { String($0.output.1) } ?? ""
    let entered = visitor.post("/oidc/device", ["xsrf": token, "user_code": code])
    guard action == "allow" else {
      var id = ProviderVisitor.parameters(of: entered.location ?? "")["interaction"] ?? ""
      let signedIn = visitor.post(
        "/oidc/sign-in",
        ["interaction": id, "username": "mario", "password": "S3cr3t-Passw0rd!"]
      )
      id = ProviderVisitor.parameters(of: signedIn.location ?? "")["interaction"] ?? ""
      return visitor.post("/oidc/consent", ["interaction": id, "action": action])
    }
    return visitor.finish(entered)
  }

  @Test func `a device gets tokens once a person has entered its code`() throws {
    let sandbox = Sandbox(time.settings)
    var program = ProviderVisitor(sandbox), person = ProviderVisitor(sandbox)
    let device = begin(&program)
    #expect(
      device.object?.names
        == ["device_code", "user_code", "verification_uri", "verification_uri_complete", "expires_in"]
    )
    #expect(device["expires_in"] == 600)
    let code = try #require(device["user_code"]?.string)
    #expect(code.wholeMatch(of: #/[B-Z]{4}-[B-Z]{4}/#) != nil)
    #expect(device["verification_uri"]?.string == "\(ProviderVisitor.issuer)/device")
    #expect(device["verification_uri_complete"]?.string == "\(ProviderVisitor.issuer)/device?user_code=\(code)")
    #expect(poll(&program, device).json["error"] == "authorization_pending")
    let outcome = decide(&person, code.lowercased().replacing("-", with: " "))
    #expect(outcome.status == 200)
    #expect(outcome.text.contains("Signed in"))
    let tokens = poll(&program, device)
    #expect(tokens.status == 200)
    #expect(tokens.json["refresh_token"] != nil)
    #expect(sandbox.exchange(tokens.json["access_token"]?.string).status == 200)
    #expect(poll(&program, device).json["error"] == "invalid_grant")
    #expect(decide(&person, code).status == 400)
  }

  @Test func `who polls too fast is told to slow down, each time by five seconds more`() {
    var program = ProviderVisitor(Sandbox(time.settings))
    let device = begin(&program)
    func poll(after seconds: Int) -> String? {
      time.advance(by: .seconds(seconds))
      return self.poll(&program, device).json["error"]?.string
    }
    #expect(poll(after: 0) == "authorization_pending")
    #expect(poll(after: 5) == "authorization_pending")
    #expect(poll(after: 4) == "slow_down")
    #expect(poll(after: 9) == "slow_down")
    #expect(poll(after: 15) == "authorization_pending")
  }

  @Test func `a person can deny`() {
    let sandbox = Sandbox(time.settings)
    var program = ProviderVisitor(sandbox), person = ProviderVisitor(sandbox)
    let device = begin(&program)
    #expect(decide(&person, device["user_code"]?.string ?? "", "deny").status == 200)
    #expect(poll(&program, device).json["error"] == "access_denied")
  }

  @Test func `a device code lives ten minutes, and its end is told`() {
    let sandbox = Sandbox(time.settings)
    var program = ProviderVisitor(sandbox), person = ProviderVisitor(sandbox)
    let device = begin(&program)
    time.advance(by: .seconds(599))
    #expect(poll(&program, device).json["error"] == "authorization_pending")
    time.advance(by: .seconds(1))
    #expect(poll(&program, device).json["error"] == "expired_token")
    let page = decide(&person, device["user_code"]?.string ?? "")
    #expect(page.status == 400)
    #expect(page.text.contains("There is no such code"))
  }

  @Test func `a code is entered on the page alone`() {
    let sandbox = Sandbox(time.settings)
    var program = ProviderVisitor(sandbox), person = ProviderVisitor(sandbox)
    let code = begin(&program)["user_code"]?.string ?? ""
    _ = person.get("/oidc/device")
    #expect(person.post("/oidc/device", ["user_code": code]).status == 400)
    #expect(person.post("/oidc/device", ["user_code": code, "xsrf": "x"]).status == 400)
  }

  @Test func `only the device's client may begin`() {
    var program = ProviderVisitor(Sandbox(time.settings))
    #expect(program.token([:], path: path).json["error"] == "unauthorized_client")
    let device = begin(&program)
    let foreign = program.token(
      [
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "device_code": device["device_code"]?.string ?? "",
      ]
    )
    #expect(foreign.json["error"] == "unauthorized_client")
  }
}
