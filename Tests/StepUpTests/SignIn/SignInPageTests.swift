@testable import Calls
import JSON
import MCP
import Testing

@testable import StepUp

/// A call without a session: its page asks a person to sign in, and goes on.
struct SignInPageTests {
  private static let authority = "127.0.0.1:1234"
  private let time = ManualTime()
  private let service = FakeSignIn()
  private let stepUp: StepUp

  init() {
    var options = StepUp.Options()
    options.signsIn = true
    stepUp = StepUp(carrier: AskedCarrier(), options: options, clock: time, now: { [time] in time.now })
    stepUp.listening.begin("http://\(Self.authority)")
  }

  /// A call that lacks a session until there is one.
  private func asked(_ answers: ApprovedCall..., account: CallAccount? = nil, refusing words: String? = nil) -> Asked {
    Asked(
      answers.first ?? Asked.done,
      answers.last ?? Asked.done,
      preparing: { [service] in
        guard service.hasSession else { return .signInNeeded(service.needed) }
        return words.map(ApprovalPreparation.refused) ?? .ask(notice: nil, account: account)
      }
    )
  }

  private func link(_ answer: ApprovalAnswer) -> ApprovalLink? {
    if case .waiting(let link, .signIn) = answer { link } else { nil }
  }

  private func listing(_ tool: String = "list") async -> SignInAnswer {
    let request = Asked().request([:], tool: tool, fields: [])
    return await stepUp.signIn(request, service.needed, .unheard)
  }

  /// A browser with a cookie of its own.
  private final class Browser {
    let stepUp: StepUp
    let path: String
    private(set) var cookie: String?

    init(_ stepUp: StepUp, _ link: ApprovalLink) {
      self.stepUp = stepUp
      path = String(link.url.dropFirst("http://\(SignInPageTests.authority)".count))
    }

    func get(_ suffix: String = "") async -> PageAnswer {
      await send(PageRequest(path: path + suffix, host: authority))
    }

    func redirect(_ query: String) async -> PageAnswer {
      await send(PageRequest(path: "/callback", query: query, host: authority))
    }

    func post(_ decision: String, _ more: String = "") async -> PageAnswer {
      let token = stepUp.approvals[String(path.suffix(32))]?.formToken ?? ""
      return await send(
        PageRequest(
          method: "POST",
          path: path,
          host: authority,
          origin: "null",
          site: "same-origin",
          contentType: "application/x-www-form-urlencoded",
          body: Array("form=\(token)&decision=\(decision)\(more)".utf8)
        )
      )
    }

    private var authority: String { SignInPageTests.authority }

    private func send(_ request: PageRequest) async -> PageAnswer {
      var request = request
      request.cookie = cookie
      let answer = await stepUp.answer(request, at: authority)
      let given = answer.headers.first { $0.0 == "Set-Cookie" }?.1
      if let given {
        #expect(given.contains("SameSite=Lax") && given.contains("HttpOnly"))
        cookie = String(given.prefix { $0 != ";" })
      }
      return answer
    }
  }

  private func place(_ answer: PageAnswer) -> String? { answer.headers.first { $0.0 == "Location" }?.1 }

  @Test func `one page leads from the sign-in to the approval, and names the account before it is kept`() async throws {
    let mario = CallAccount(label: "Mario <m@x>", identity: "1")
    let asked = asked(account: mario)
    let link = try #require(link(await stepUp.answer(asked.request(), .unheard)))
    let browser = Browser(stepUp, link)
    let first = await browser.get()
    #expect(first.text.contains("Sign in at id.example") && first.text.contains("Nobody is here."))
    #expect(!first.text.contains("secret-password"))
    #expect(place(await browser.get("/sign-in")) == "https://id.example/auth?state=1")
    #expect(service.started.first?.uri == "http://127.0.0.1:1234/callback")
    #expect(place(await browser.redirect("state=1&code=Mario")) == browser.path)
    let named = await browser.get()
    #expect(named.text.contains("Is this you?") && named.text.contains("Mario") && named.text.contains("It ends soon."))
    #expect(service.kept.isEmpty)
    let question = await browser.post("keep")
    #expect(service.kept == ["Mario"])
    #expect(question.text.contains("<dt>Account</dt><dd><bdi>Mario &lt;m@x&gt;</bdi></dd>"))
    #expect(await browser.post("approve", "&secret-password=p").text.contains("myk_"))
    #expect(asked.named == [mario])
    guard case .finished(let result) = await stepUp.answer(asked.request(), .unheard) else {
      Issue.record("nothing came of it")
      return
    }
    #expect(!result.isError)
  }

  @Test func `where others can open the page, nobody is asked to sign in`() async {
    let stepUp = StepUp(carrier: AskedCarrier(), clock: time, now: { [time] in time.now })
    stepUp.listening.begin("http://\(Self.authority)")
    guard case .refused(let words) = await stepUp.answer(asked().request(), .unheard) else {
      Issue.record("somebody is asked")
      return
    }
    #expect(words == "Sign in somewhere.")
    guard case .refused(words) = await stepUp.signIn(Asked().request(fields: []), service.needed, .unheard) else {
      Issue.record("somebody is asked")
      return
    }
    let request = PageRequest(path: "/callback", query: "state=1", host: Self.authority)
    #expect(await stepUp.answer(request, at: Self.authority).status == 404)
    #expect(stepUp.refusal(of: request, at: Self.authority) != nil)
  }

  @Test func `a redirect counts only in the browser that left, and once`() async throws {
    let link = try #require(link(await stepUp.answer(asked().request(), .unheard)))
    let (browser, other) = (Browser(stepUp, link), Browser(stepUp, link))
    _ = await browser.get()
    _ = await other.get()
    _ = await browser.get("/sign-in")
    #expect(await other.redirect("state=1&code=Mario").status == 400)
    #expect(await browser.redirect("state=2&code=Mario").status == 400)
    #expect(await browser.redirect("").status == 400)
    #expect(await browser.redirect("state=1&code=Mario").status == 303)
    #expect(await browser.redirect("state=1&code=Luigi").status == 400)
    #expect(await other.get().text.contains("Sign in to go on"))
    #expect(await other.post("keep").text.contains("Sign in to go on"))
    #expect(service.kept.isEmpty)
    #expect(await browser.get().text.contains("Mario"))
  }

  @Test func `what fails is said, and the next attempt works`() async throws {
    let link = try #require(link(await stepUp.answer(asked().request(), .unheard)))
    let browser = Browser(stepUp, link)
    service.problem = "The provider is <down>."
    #expect(place(await browser.get("/sign-in")) == browser.path)
    #expect(await browser.get().text.contains("The provider is &lt;down&gt;."))
    service.problem = nil
    _ = await browser.get("/sign-in")
    #expect(await browser.redirect("state=1&error=x").status == 303)
    #expect(await browser.get().text.contains("The provider said no."))
    _ = await browser.get("/sign-in")
    service.problem = "The code is too old."
    _ = await browser.redirect("state=2&code=Mario")
    #expect(await browser.get().text.contains("The code is too old."))
    service.problem = nil
    service.keepingProblem = "The disk is full."
    #expect(await browser.post("paste", "&session=Mario").text.contains("Is this you?"))
    #expect(await browser.post("keep").text.contains("The disk is full."))
    service.keepingProblem = nil
    #expect(await browser.post("keep").text.contains("secret-password"))
    #expect(service.kept == ["Mario"])
  }

  @Test func `of several accounts the person chooses one before anything is looked up`() async throws {
    service.stored = [SignInAccount(label: "Mario <m@x>", id: "1"), SignInAccount(label: "Luigi", id: "2")]
    let link = try #require(link(await stepUp.answer(asked().request(), .unheard)))
    let browser = Browser(stepUp, link)
    let page = await browser.get().text
    #expect(page.contains("Who are you?") && page.contains("Mario &lt;m@x&gt;") && page.contains("Luigi"))
    #expect(page.contains("https://api.example") && !page.contains("secret-password"))
    #expect(await browser.post("use", "&account=0").text.contains("choose again"))
    #expect(await browser.post("use").text.contains("choose again") && service.used.isEmpty)
    // Nobody else than the one who is chosen: a session alone is not enough.
    service.hasSession = true
    #expect(await browser.get().text.contains("Who are you?"))
    let choice = service.stored[1].choice
    service.problem = "That session is over."
    #expect(await browser.post("use", "&account=\(choice)").text.contains("That session is over."))
    service.problem = nil
    #expect(await browser.post("use", "&account=\(choice)").text.contains("secret-password"))
    #expect(service.used == [service.stored[1]] && service.kept.isEmpty)
  }

  @Test func `the wrong person is given up, and the provider asks again`() async throws {
    let link = try #require(link(await stepUp.answer(asked().request(), .unheard)))
    let browser = Browser(stepUp, link)
    _ = await browser.get("/sign-in")
    _ = await browser.redirect("state=1&code=Luigi")
    #expect(await browser.post("discard").text.contains("Sign in to go on"))
    #expect(service.discarded == ["Luigi"] && service.kept.isEmpty)
    _ = await browser.get("/sign-in")
    #expect(service.started.map(\.asksAgain) == [false, true])
  }

  @Test func `a code is typed elsewhere, or given up`() async throws {
    let link = try #require(link(await stepUp.answer(asked().request(), .unheard)))
    let browser = Browser(stepUp, link)
    let page = await browser.post("code")
    #expect(page.text.contains("AAAA-BBBB") && page.text.contains("http-equiv=\"refresh\""))
    #expect(await browser.post("back").text.contains("Sign in to go on"))
    _ = await browser.post("code")
    service.type(as: "Mario")
    while !(await browser.get().text.contains("Is this you?")) { await Task.yield() }
    #expect(service.kept.isEmpty)
  }

  @Test func `calls that need no approval share a page, and go on once somebody has signed in`() async throws {
    guard case .waiting(let link, .signIn(let reason, let approves, _)) = await listing() else {
      Issue.record("nobody is asked")
      return
    }
    #expect(reason == "Nobody is here." && !approves)
    guard case .waiting(link, _) = await listing("other") else {
      Issue.record("there is another page")
      return
    }
    let browser = Browser(stepUp, link)
    _ = await browser.post("paste", "&session=Mario")
    #expect(await browser.post("keep").text.contains("The assistant goes on by itself."))
    // That there is no session now means that it has ended since: another page asks anew.
    service.hasSession = false
    guard case .waiting(let next, _) = await listing() else {
      Issue.record("nobody is asked again")
      return
    }
    #expect(next.url != link.url)
  }

  @Test func `one sign-in serves all that wait for it`() async throws {
    guard case .waiting(let open, _) = await listing() else {
      Issue.record("nobody is asked")
      return
    }
    let link = try #require(link(await stepUp.answer(asked().request(), .unheard)))
    let (lister, browser) = (Browser(stepUp, open), Browser(stepUp, link))
    _ = await lister.post("paste", "&session=Luigi")
    _ = await browser.post("paste", "&session=Mario")
    #expect(await browser.post("keep").text.contains("secret-password"))
    #expect(await lister.get().text.contains("Signed in"))
    // The other session is never used, and ended.
    while service.discarded.isEmpty { await Task.yield() }
    #expect(service.discarded == ["Luigi"] && service.kept == ["Mario"])
  }

  @Test func `a sign-in elsewhere is noticed`() async throws {
    let asked = asked()
    let link = try #require(link(await stepUp.answer(asked.request(), .unheard)))
    service.hasSession = true
    #expect(await Browser(stepUp, link).get().text.contains("secret-password"))
    guard case .waiting(link, .callAgain) = await stepUp.answer(asked.request(), .unheard) else {
      Issue.record("it is not asked for the approval")
      return
    }
  }

  @Test func `what would fail is found out after the sign-in, and nobody is asked`() async throws {
    let asked = asked(refusing: "There are five already.")
    let link = try #require(link(await stepUp.answer(asked.request(), .unheard)))
    let browser = Browser(stepUp, link)
    _ = await browser.post("paste", "&session=Mario")
    let page = await browser.post("keep")
    #expect(page.text.contains("There are five already.") && !page.text.contains("secret-password"))
    #expect(asked.refusedBecause == ["There are five already."])
    guard case .finished(let result) = await stepUp.answer(asked.request(), .unheard) else {
      Issue.record("the model is not told")
      return
    }
    #expect(result.isError)
  }

  @Test func `a session that ends while the page is open is replaced on it`() async throws {
    service.hasSession = true
    let asked = asked(ApprovedCall(.signInNeeded(service.needed), result: .failure("ended")), Asked.done)
    guard case .waiting(let link, .callAgain) = await stepUp.answer(asked.request(), .unheard) else {
      Issue.record("nobody is asked")
      return
    }
    let browser = Browser(stepUp, link)
    service.hasSession = false
    #expect(await browser.post("approve", "&secret-password=p").text.contains("Sign in to go on"))
    _ = await browser.post("paste", "&session=Mario")
    #expect(await browser.post("keep").text.contains("secret-password"))
    #expect(await browser.post("approve", "&secret-password=p").text.contains("myk_"))
    #expect(asked.given.count == 2)
  }

  @Test func `another account than the one that was named is named first`() async throws {
    service.hasSession = true
    let (mario, luigi) = (CallAccount(label: "Mario", identity: "1"), CallAccount(label: "Luigi", identity: "2"))
    let asked = asked(
      ApprovedCall(.otherAccount(luigi), result: .failure("other")),
      Asked.done,
      account: mario
    )
    guard case .waiting(let link, _) = await stepUp.answer(asked.request(), .unheard) else {
      Issue.record("nobody is asked")
      return
    }
    let browser = Browser(stepUp, link)
    #expect(await browser.get().text.contains("<bdi>Mario</bdi>"))
    let page = await browser.post("approve", "&secret-password=p")
    #expect(page.text.contains("Look again") && page.text.contains("<bdi>Luigi</bdi>"))
    _ = await browser.post("approve", "&secret-password=p")
    #expect(asked.named == [mario, luigi])
  }

  @Test func `who declines ends it, and the session is given up`() async throws {
    guard case .waiting(let link, _) = await listing() else {
      Issue.record("nobody is asked")
      return
    }
    let browser = Browser(stepUp, link)
    _ = await browser.post("paste", "&session=Mario")
    #expect(await browser.post("decline").text.contains("Declined"))
    while service.discarded.isEmpty { await Task.yield() }
    guard case .refused(let words) = await listing() else {
      Issue.record("the model is not told")
      return
    }
    #expect(words.contains("said no"))
    // It was told once: who asks for another call may ask the person again.
    guard case .waiting(let next, _) = await listing() else {
      Issue.record("nobody is asked again")
      return
    }
    #expect(next.url != link.url)
  }

  @Test func `a page that ends gives up what was signed in to`() async throws {
    guard case .waiting(let link, _) = await listing() else {
      Issue.record("nobody is asked")
      return
    }
    let browser = Browser(stepUp, link)
    _ = await browser.post("paste", "&session=Mario")
    time.advance(by: stepUp.options.lifetime + .seconds(1))
    #expect(await browser.post("keep").text.contains("Expired"))
    #expect(service.kept.isEmpty)
    stepUp.approvals.removeEnded()
    while service.discarded.isEmpty { await Task.yield() }
  }

  @Test func `only so many browsers are known at once`() async throws {
    let link = try #require(link(await stepUp.answer(asked().request(), .unheard)))
    var browsers: [Browser] = []
    for number in 0...PendingSignIn.maximumVisits {
      let browser = Browser(stepUp, link)
      _ = await browser.post("paste", "&session=Person\(number)")
      browsers.append(browser)
    }
    #expect(await browsers[0].get().text.contains("Sign in to go on"))
    #expect(await browsers[1].get().text.contains("Person1"))
    while service.discarded.isEmpty { await Task.yield() }
    #expect(service.discarded == ["Person0"])
  }

  @Test func `as JSON a program finds the ways, the code and the account`() async throws {
    let link = try #require(link(await stepUp.answer(asked().request(), .unheard)))
    let request = PageRequest(path: Browser(stepUp, link).path, host: Self.authority, accept: "application/json")
    let page = try JSONParser.parse(await stepUp.answer(request, at: Self.authority).text)
    #expect(page["state"] == "sign_in" && page["sign_in"]?["ways"] == ["browser", "code", "paste"])
    #expect(page["sign_in"]?["provider"] == "id.example" && page["sign_in"]?["visitor"]?.string?.count == 32)
    #expect(page["form"]?.string != nil && page["fields"] == nil)
  }
}
