import ApprovalJSON
import CurlHTTP
import EventThread
import HTTPTypes
import JSON
import Operations
import ProcessEnvironment
package import Settings

/// Reads an approval page and submits its form, as a browser would; follows no redirect and sends nothing twice.
package struct ApprovalClient {
  /// The largest page, in bytes.
  private static let maximumSize = 1 << 20
  /// Timeout of a submission: the call may take as long as the backend needs, and its outcome may have to be verified.
  private static let patience = Duration.seconds(900)

  let link: ApprovalURL
  private let options: HTTPClient.Options
  /// The cookie by which the page knows this reader again.
  private let cookie = PageCookie()

  /// Prepares requests to the page of a link, with the timeouts, proxy and authorities of the settings.
  package init(_ link: ApprovalURL, _ settings: Settings) {
    self.link = link
    var options = HTTPClient.Options(settings)
    options.maximumBodySize = Self.maximumSize
    self.options = options
  }

  /// Loads the page in its current state.
  func load() throws -> ApprovalPage {
    do {
      return try page(of: send(.get, [:]))
    } catch let error as TransferError {
      throw CommandFailure.failed("\(error.description(host: link.url.authority)) Nothing was sent. \(advice(error))")
    }
  }

  /// Submits a decision and returns the page that results.
  func submit(_ decision: Approver.Decision, on page: ApprovalPage) throws -> ApprovalPage {
    let secrets = decision.secrets.map { ("secret-\($0.name)", $0.text) }
    let visitor = page.signIn?.visitor.map { [("visitor", $0)] } ?? []
    let pairs = [("form", page.form ?? ""), ("decision", decision.name)] + visitor + secrets + decision.fields
    let body = pairs.map { "\(PercentEncoding.encoded($0))=\(PercentEncoding.encoded($1))" }.joined(separator: "&")
    do {
      return try self.page(
        of: send(.post, [.contentType: "application/x-www-form-urlencoded"], body: body, timeout: Self.patience)
      )
    } catch let error as TransferError {
      let sentence = error.description(host: link.url.authority)
      guard error.mayHaveArrived else { throw CommandFailure.failed("\(sentence) Nothing was sent. \(advice(error))") }
      throw CommandFailure.failed(
        "\(sentence) It is not known what came of it. Run this again: the page says so, and offers to revoke what was "
          + "made."
      )
    }
  }

  /// Approves the call of a page that asks for one secret.
  ///
  /// - Returns: The first secret that the page shows then; `nil` if it shows none.
  package func approve(with secret: String) throws -> String? {
    let page = try load()
    guard let field = page.fields.first else { throw CommandFailure.failed("the page asks for no secret") }
    let decision = Approver.Decision(name: "approve", secrets: [(field.name, secret)])
    return try submit(decision, on: page).secrets.first?.text
  }

  private func send(
    _ method: HTTPRequest.Method,
    _ fields: HTTPFields,
    body: String = "",
    timeout: Duration? = nil
  ) throws -> TransferResponse {
    try link.checkServer()
    var fields = fields
    fields[.accept] = "application/json"
    fields[.cookie] = cookie.value
    let request = HTTPRequest(
      method: method,
      scheme: link.url.scheme,
      authority: link.url.authority,
      path: link.url.path,
      headerFields: fields
    )
    // On the calling thread: only this one handles signals while a person types.
    let response = try EventThread.run(throwing: { [options] thread in
      let client = HTTPClient(thread: thread, options: options)
      let answer: Result<TransferResponse, TransferError>
      do throws(TransferError) {
        answer = .success(try await client.send(request, body: Array(body.utf8), timeout: timeout))
      } catch {
        answer = .failure(error)
      }
      await client.close()
      return try answer.get()
    })
    cookie.take(from: response.response.headerFields[values: .setCookie])
    return response
  }

  private func page(of answer: TransferResponse) throws(CommandFailure) -> ApprovalPage {
    let json = try? JSONParser.parse(answer.body)
    let status = answer.response.status.code
    if status == 200, let page = json.flatMap(ApprovalPage.init) { return page }
    guard json?["state"] == "none", let heading = json?["heading"]?.string, let text = json?["text"]?.string else {
      throw .failed("\(link.url.authority) answers \(status), and not as an approval page does. Check the link.")
    }
    throw .failed("\(ApprovalPage.line(heading)). \(ApprovalPage.line(text))")
  }

  private func advice(_ error: TransferError) -> String {
    switch error {
    case .tls: "If the certificate is of an authority of your own, name that authority with --ca-file."
    case .refused where link.url.isLoopback:
      "The server that gave the link has ended, or it runs on another machine: run this there."
    default: "See whether the server that gave the link still runs."
    }
  }
}

extension TransferError {
  /// Whether the request may have reached the server.
  fileprivate var mayHaveArrived: Bool {
    switch self {
    case .timeout(let wasSent), .reset(let wasSent): wasSent
    case .cancelled, .tooLarge, .invalidAnswer: true
    case .unresolvedHost, .refused, .unreachable, .privateAddress, .tls, .invalidRequest, .proxy, .library: false
    }
  }
}
