import CurlHTTP
import EventThread
import HTTPTypes
import ProcessEnvironment
import Settings

/// Fetches a document once, from the configured URL only, within limits.
struct DocumentFetch {
  /// The largest document in bytes, the same as for a file.
  private static let maximumSize = 32 << 20

  private let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  /// Fetches the contents of a URL.
  ///
  /// - Throws: The reason for a failure, with advice.
  func bytes(of url: DocumentURL, on thread: EventThread) async throws(CommandFailure) -> [UInt8] {
    let client = HTTPClient(thread: thread, options: options(for: url))
    let request = HTTPRequest(
      method: .get,
      scheme: url.scheme,
      authority: url.authority,
      path: url.target,
      headerFields: [.accept: "application/yaml, application/json, */*;q=0.5"]
    )
    let answer: TransferResponse
    do throws(TransferError) {
      answer = try await client.send(request)
      await client.close()
    } catch {
      await client.close()
      throw .usage("\(url): \(error.description(host: url.authority))\(Self.advice(error))")
    }
    let status = answer.response.status
    guard status.kind != .redirection else {
      let target = answer.response.headerFields[.location].map { " to \($0)" } ?? ""
      throw .usage("\(url): this redirects\(target), and no redirect is followed. Name where the document itself is.")
    }
    guard status.code == 200 else {
      throw .usage("\(url): \(url.authority) answers \(status.code). See whether the URL opens in a browser.")
    }
    return answer.body
  }

  private func options(for url: DocumentURL) -> HTTPClient.Options {
    var options = HTTPClient.Options(settings)
    options.maximumBodySize = Self.maximumSize
    return settings.allowsPrivateSpec || url.isLoopback ? options : options.reachingPublicAddresses()
  }

  private static func advice(_ error: TransferError) -> String {
    switch error {
    case .privateAddress: " Accept that with --allow-private-spec, if it is right."
    case .unreachable, .unresolvedHost: " Documents are fetched past the proxy unless --allow-private-spec is given."
    default: ""
    }
  }
}
