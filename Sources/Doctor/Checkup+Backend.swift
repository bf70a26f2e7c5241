package import Assembly
import Calls
package import CurlHTTP
import HTTPTypes
import Operations
import TextCoding

extension Checkup {
  /// Requests the base URL of every backend of a document, without any credential.
  ///
  /// - Returns: Whether the main backend has responded.
  package mutating func checkBackends(_ document: PublishedDocument, _ client: HTTPClient) async -> Bool {
    let servers = document.servers
    let isReached = await checkBackend(servers.main.base, client)
    for base in Set(servers.others.values.map(\.base)).subtracting([servers.main.base]).sorted(by: { "\($0)" < "\($1)" }
    ) {
      _ = await checkBackend(base, client)
    }
    return isReached
  }

  private mutating func checkBackend(_ base: BaseURL, _ client: HTTPClient) async -> Bool {
    let request = HTTPRequest(
      method: .get,
      scheme: base.scheme,
      authority: base.authority,
      path: base.path.isEmpty ? "/" : base.path
    )
    let start = ContinuousClock.now
    do throws(TransferError) {
      let answer = try await client.send(request)
      let duration = start.duration(to: .now)
      return take(answer.response, of: base, after: duration)
    } catch {
      fail("backend", "\(base): \(error.description(host: base.authority))", error.advice)
      return false
    }
  }

  private mutating func take(_ response: HTTPResponse, of base: BaseURL, after duration: Duration) -> Bool {
    if let time = response.headerFields[.date].flatMap(UTCTime.ofAnswer) {
      checkClock(.seconds(time - UTCTime.now()), of: "\(base)")
    }
    let channel = base.isPlain ? "not encrypted" : "with a trusted certificate"
    let text = "\(base) answers \(response.status.code) after \(duration.milliseconds) ms, \(channel)."
    switch response.status.kind {
    case .redirection:
      let target = response.headerFields[.location].map { " to \($0)" } ?? ""
      warn(
        "backend",
        "\(text) It redirects\(target).",
        "No redirect is followed: name the place itself with --backend."
      )
    case .serverError:
      fail("backend", text, "It fails, or what stands before it cannot reach it: ask who runs it.")
      return false
    default: ok("backend", text)
    }
    return true
  }
}

extension Duration {
  /// The duration in whole milliseconds.
  var milliseconds: Int { Int(self / .milliseconds(1)) }
}

extension TransferError {
  /// Advice on what to do next.
  fileprivate var advice: String {
    switch self {
    case .unresolvedHost: "Check the name in --backend, and whether this machine resolves others."
    case .refused: "Check the port in --backend, and whether the backend runs."
    case .unreachable, .privateAddress: "Check the network, and whether a --proxy is needed."
    case .timeout: "Check for a firewall on the way, and whether a --proxy is needed."
    case .tls: "If its certificate is of an authority of your own, name that with --ca-file."
    case .proxy: "Check --proxy, or the variables http_proxy and https_proxy."
    case .library: "Install libcurl (libcurl4)."
    case .reset, .tooLarge, .invalidAnswer, .invalidRequest, .cancelled:
      "Check whether --backend names the API and not something else."
    }
  }
}
