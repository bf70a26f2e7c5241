import CurlHTTP
import EventThread
import HTTPTypes
import JSON
import Operations
import ProcessEnvironment
import Sandbox
import Settings

/// A person with a browser, as the demo plays both: signs in to the sandbox on the page of a call.
final class DemoBrowser {
  private let options = HTTPClient.Options(Settings())
  /// The cookies, of one machine alone.
  private var cookies: [String: String] = [:]

  /// Signs in on a page by its link, and says yes to the account that it names.
  ///
  /// - Returns: The account.
  func signIn(on link: String, as person: Account) throws -> String {
    _ = try page(link)
    var place = try redirected("\(link)/sign-in")
    // The provider's pages: who it is, and whether this program may act for them; then back to the page.
    while place != link {
      let parts = place.split(separator: "?interaction=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        place = try redirected(place)
        continue
      }
      var fields = ["interaction": parts[1], "action": "allow"]
      if parts[0].hasSuffix("/sign-in") {
        fields = ["interaction": parts[1], "username": person.rawValue, "password": person.password]
      }
      place = try redirected(parts[0], fields)
    }
    let named = try page(link)
    guard let account = named["sign_in"]?["account"]?.string else {
      throw CommandFailure.failed("the page names no account: \(named["sign_in"]?["problem"]?.string ?? "no words")")
    }
    _ = try send(link, ["form": named["form"]?.string ?? "", "decision": "keep"])
    return account
  }

  /// The page of a call, as programs get it.
  private func page(_ link: String) throws -> JSONValue { try JSONParser.parse(send(link).body) }

  /// Follows one redirect, and returns its target.
  private func redirected(_ url: String, _ fields: [String: String]? = nil) throws -> String {
    let response = try send(url, fields)
    guard let place = response.response.headerFields[.location] else {
      throw CommandFailure.failed("the sign-in does not go on: HTTP \(response.response.status.code)")
    }
    guard place.hasPrefix("/") else { return place }
    return try BaseURL(String(url.prefix { $0 != "?" })).origin + place
  }

  private func send(_ text: String, _ fields: [String: String]? = nil) throws -> TransferResponse {
    let parts = text.split(separator: "?", maxSplits: 1).map(String.init)
    let url = try BaseURL(parts[0])
    var request = HTTPRequest(
      method: fields == nil ? .get : .post,
      scheme: url.scheme,
      authority: url.authority,
      path: url.path + (parts.count > 1 ? "?\(parts[1])" : "")
    )
    request.headerFields[.accept] = "application/json"
    request.headerFields[.cookie] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
    if fields != nil { request.headerFields[.contentType] = "application/x-www-form-urlencoded" }
    let pairs = (fields ?? [:]).map { "\(PercentEncoding.encoded($0))=\(PercentEncoding.encoded($1))" }
    let response = try EventThread.run(throwing: { [options, request, pairs] thread in
      let client = HTTPClient(thread: thread, options: options)
      let answer: Result<TransferResponse, TransferError>
      do throws(TransferError) {
        answer = .success(try await client.send(request, body: Array(pairs.joined(separator: "&").utf8)))
      } catch {
        answer = .failure(error)
      }
      await client.close()
      return try answer.get()
    })
    for cookie in response.response.headerFields[values: .setCookie] {
      let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
      if pair.count == 2 { cookies[pair[0]] = pair[1] }
    }
    return response
  }
}
