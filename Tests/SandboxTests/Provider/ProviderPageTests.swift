import JSON
import Sandbox
import Testing

struct ProviderPageTests {
  @Test func `a wrong password signs nobody in`() {
    var visitor = ProviderVisitor(Sandbox())
    let begun = visitor.get(ProviderVisitor.authorization())
    let id = interaction(begun)
    for (name, password) in [("mario", "OwnerPw1!"), ("user1", "Passw0rd-1!"), ("", ""), ("mario", "")] {
      let response = visitor.post("/oidc/sign-in", ["interaction": id, "username": name, "password": password])
      #expect(response.status == 400)
      #expect(response.text.contains("User name or password is wrong."))
    }
    #expect(ProviderVisitor.result(visitor.finish(begun))["code"] != nil)
  }

  private func interaction(_ response: SandboxResponse) -> String {
    ProviderVisitor.parameters(of: response.location ?? "")["interaction"] ?? ""
  }

  @Test func `what people enter is escaped`() {
    var visitor = ProviderVisitor(Sandbox())
    let id = interaction(visitor.get(ProviderVisitor.authorization()))
    let name = #""><script>alert('&')</script>"#
    let page = visitor.post("/oidc/sign-in", ["interaction": id, "username": name, "password": "x"])
    #expect(page.text.contains("&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"))
    #expect(!page.text.contains("<script"))
    let device = visitor.get("/oidc/device?user_code=%22%3E%3Cb%3E")
    #expect(device.text.contains("&quot;&gt;&lt;b&gt;"))
    let problem = visitor.get("/oidc/auth?client_id=%3Cb%3E&redirect_uri=%3Cb%3E")
    #expect(!problem.text.contains("<b>"))
  }

  @Test func `another browser cannot go on with a sign-in`() {
    let sandbox = Sandbox()
    var visitor = ProviderVisitor(sandbox), other = ProviderVisitor(sandbox), signedIn = ProviderVisitor(sandbox)
    _ = signedIn.signIn(as: .owner)
    let begun = visitor.get(ProviderVisitor.authorization())
    #expect(ProviderVisitor.result(other.finish(begun)).isEmpty)
    #expect(ProviderVisitor.result(signedIn.finish(begun)).isEmpty)
    #expect(ProviderVisitor.result(visitor.finish(begun))["code"] != nil)
    #expect(ProviderVisitor.result(visitor.finish(begun)).isEmpty, "it is over")
  }

  @Test func `signing in changes the cookie`() {
    let sandbox = Sandbox()
    var visitor = ProviderVisitor(sandbox)
    let begun = visitor.get(ProviderVisitor.authorization())
    let before = visitor.cookie
    _ = visitor.finish(begun)
    #expect(before != nil)
    #expect(visitor.cookie != before)
  }

  @Test func `consent cannot be given before signing in`() {
    var visitor = ProviderVisitor(Sandbox())
    let id = interaction(visitor.get(ProviderVisitor.authorization()))
    #expect(visitor.post("/oidc/consent", ["interaction": id, "action": "allow"]).status == 400)
  }

  @Test(arguments: [("sign-in", "cancel"), ("consent", "deny"), ("consent", "")])
  func `a person can say no`(page: String, action: String) {
    var visitor = ProviderVisitor(Sandbox())
    var response = visitor.get(ProviderVisitor.authorization())
    if page == "consent" {
      response = visitor.post(
        "/oidc/sign-in",
        ["interaction": interaction(response), "username": "mario", "password": "S3cr3t-Passw0rd!"]
      )
    }
    response = visitor.post("/oidc/\(page)", ["interaction": interaction(response), "action": action])
    #expect(ProviderVisitor.result(response)["error"] == "access_denied")
    #expect(ProviderVisitor.result(response)["state"] == "a state&more")
  }

  @Test func `a form may lead to the client and to nobody else`() {
    var visitor = ProviderVisitor(Sandbox())
    let begun = visitor.get(ProviderVisitor.authorization())
    let page = visitor.get(String(begun.location?.dropFirst("http://127.0.0.1".count) ?? ""))
    let policy = page.fields.first { $0.name == "Content-Security-Policy" }?.value
    #expect(policy?.contains("form-action 'self' http://127.0.0.1:49152;") == true)
  }

  @Test func `signing out ends the browser's session`() {
    var visitor = ProviderVisitor(Sandbox())
    _ = visitor.signIn()
    let page = visitor.get("/oidc/session/end")
    #expect(page.text.contains("mario"))
    let token = page.text.firstMatch(of: #/name="xsrf" value="([^"]+)"/#).map { String($0.output.1) } ?? ""
    #expect(visitor.post("/oidc/session/end", ["xsrf": "x"]).status == 400)
    #expect(visitor.post("/oidc/session/end", ["xsrf": token]).status == 200)
    let again = visitor.get(ProviderVisitor.authorization(["prompt": "none"]))
    #expect(ProviderVisitor.result(again)["error"] == "login_required")
  }

  @Test func `what is not there is said as JSON`() {
    var visitor = ProviderVisitor(Sandbox())
    for path in ["/oidc/nothing", "/oidc/token", "/oidc/"] {
      let response = visitor.get(path)
      #expect(response.status == 404)
      #expect(response.json["error"] == "invalid_request")
    }
    #expect(visitor.get("/oidc").status == 404)
  }
}
