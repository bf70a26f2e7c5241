import Crypto
import JSON
import MCPHTTP
import NIOHTTP1
import Synchronization
import TextCoding
package import WebServer

/// The documentation portal: pages for people and for models, made of the documents on offer.
package final class Portal: Sendable {
  let options: PortalOptions
  let sessions: PortalSessions
  private let generation: @Sendable () -> Int
  private let make: @Sendable () -> PortalSource
  private let site = Mutex<PortalSite?>(nil)
  private let kept = Mutex(KeptPages())
  private let hasMissedZlib = Atomic(false)

  /// Makes a portal.
  ///
  /// - Parameters:
  ///   - options: The settings.
  ///   - generation: The number of the current content; another one means other content.
  ///   - source: The current content.
  package init(
    _ options: PortalOptions,
    generation: @escaping @Sendable () -> Int,
    source: @escaping @Sendable () -> PortalSource
  ) {
    self.options = options
    self.generation = generation
    make = source
    sessions = PortalSessions()
  }

  /// The route of the portal: all paths below its folder.
  package var route: Route {
    Route(
      prefix: options.folder,
      maximumBodySize: 8 << 10,
      refusal: { self.responseByHead($0) },
      respond: { await self.response(to: $0) }
    )
  }

  /// Responds by the head alone, if nobody has to be waited for and nothing has to be made.
  private func responseByHead(_ request: RouteRequest) -> WebResponse? {
    guard request.method == "GET" || request.method == "HEAD" else {
      return request.method == "POST" && [Self.signIn, Self.signOut].contains(request.path) ? nil : notAllowed
    }
    if options.access != nil, Self.isOfSignIn(request.path) { return nil }
    guard case .now(let admission) = decision(on: request) else { return nil }
    return refusal(of: admission, request) ?? keptPage(for: request).map { response(with: $0, to: request) }
  }

  private func response(to request: RouteRequest) async -> WebResponse {
    if options.access != nil, Self.isOfSignIn(request.path) { return await respondToSignIn(request) }
    if request.method == "POST" { return await signIn(request) }
    if let refusal = refusal(of: await admission(of: request), request) { return refusal }
    if request.path == Self.signIn { return redirect(to: "") }
    // Decided late, by a rule that had to ask: what is kept or takes no time is sent from here.
    if let page = keptPage(for: request) { return response(with: page, to: request) }
    if PortalWriter.isOfTheProgram(request.path) { return made(request) }
    // A page may take long, and the thread of the connection serves others too: it is made elsewhere, and waited for.
    return await Task.detached { self.made(request) }.value
  }

  // MARK: Pages

  private func key(_ request: RouteRequest) -> KeptPages.Key {
    KeptPages.Key(
      path: request.path + (request.query.map { "?\($0)" } ?? ""),
      isMarkdown: AcceptedFormat.prefersMarkdown(request.fields["accept"]),
      host: options.publicURL == nil ? request[field: "host"] ?? "" : ""
    )
  }

  /// Whether nothing but the documents, the path and the number of the part tells what a page says.
  private static func isKept(_ request: RouteRequest) -> Bool {
    let isPart = request.query.map { PortalAddress.query(part: PortalAddress.part(of: $0) ?? 1) == "?\($0)" } ?? true
    return isPart && !PortalWriter.changesByItself(request.path)
  }

  private func keptPage(for request: RouteRequest) -> KeptPage? {
    guard Self.isKept(request) else { return nil }
    let (key, generation) = (key(request), generation())
    return kept.withLock { kept in
      kept.use(generation)
      return kept[key]
    }
  }

  /// The pages of the current content.
  func currentSite() -> PortalSite {
    let generation = generation()
    if let site = site.withLock({ $0 }), site.source.generation == generation { return site }
    let made = PortalSite(make())
    site.withLock { $0 = made }
    return made
  }

  private func made(_ request: RouteRequest) -> WebResponse {
    if let page = keptPage(for: request) { return response(with: page, to: request) }
    let key = key(request)
    let site = currentSite()
    let writer = PortalWriter(site: site, options: options, host: request[field: "host"] ?? "")
    guard let content = writer.content(at: request.path, query: request.query, isMarkdown: key.isMarkdown) else {
      let (type, text) = writer.missing(request.path, isMarkdown: key.isMarkdown)
      return response(with: Self.page(type, text), to: request, status: .notFound)
    }
    let page = Self.page(content.type, content.text)
    if Self.isKept(request) {
      kept.withLock { $0.keep(page, for: key, of: site.source.generation) }
    }
    return response(with: page, to: request)
  }

  private static func page(_ type: String, _ text: String) -> KeptPage {
    let bytes = Array(text.utf8)
    let tag = SHA256.hash(data: bytes).prefix(12).hexadecimal
    return KeptPage(type: type, bytes: bytes, compressed: Gzip.compressed(bytes), tag: tag)
  }

  // MARK: Responses

  func response(with page: KeptPage, to request: RouteRequest, status: HTTPResponseStatus = .ok) -> WebResponse {
    let isWanted = Self.acceptsGzip(request)
    if isWanted, page.compressed == nil, !Gzip.isThere, !hasMissedZlib.exchange(true, ordering: .relaxed) {
      options.note("pages are sent without compression: there is no libz.so.1; install zlib1g")
    }
    let isCompressed = page.compressed != nil && isWanted
    let tag = "\"\(page.tag)\(isCompressed ? "-gzip" : "")\""
    var headers = commonHeaders
    headers.add(name: "ETag", value: tag)
    if status == .ok, Self.isKnown(page.tag, request.fields["if-none-match"]) {
      return WebResponse(.notModified, headers: headers)
    }
    headers.add(name: "Content-Type", value: page.type)
    if page.type.hasPrefix("text/html") { headers.add(name: "Content-Security-Policy", value: Self.policy) }
    if status == .ok { headers.add(name: "Link", value: link(request, page)) }
    if isCompressed { headers.add(name: "Content-Encoding", value: "gzip") }
    return WebResponse(status, headers: headers, body: isCompressed ? page.compressed ?? page.bytes : page.bytes)
  }

  private static func acceptsGzip(_ request: RouteRequest) -> Bool {
    request.fields["accept-encoding"].contains { field in
      field.split(separator: ",").contains { coding in
        let parts = coding.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
        return parts.first == "gzip"
          && !parts.dropFirst().contains { $0.hasPrefix("q=0") && !$0.contains { "123456789".contains($0) } }
      }
    }
  }

  private static func isKnown(_ tag: String, _ fields: [String]) -> Bool {
    fields.contains { field in
      field == "*"
        || field.split(separator: ",").contains { known in
          known.filter { $0 != " " && $0 != "\"" }.replacing("W/", with: "").replacing("-gzip", with: "") == tag
        }
    }
  }

  private static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'
    """

  var commonHeaders: HTTPHeaders {
    [
      "Cache-Control": options.access == nil ? "no-cache" : "private, no-cache",
      "Vary": options.access == nil ? "Accept, Accept-Encoding" : "Accept, Accept-Encoding, Authorization, Cookie",
      "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
      "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    ]
  }

  /// The links of each page (RFC 8288): the index for models, the catalogue, and the page as Markdown.
  private func link(_ request: RouteRequest, _ page: KeptPage) -> String {
    let folder = options.folder
    let common =
      "<\(folder)llms.txt>; rel=\"llms-txt\", <\(folder).well-known/api-catalog>; rel=\"api-catalog\", "
      + "<\(folder)>; rel=\"service-doc\""
    guard page.type.hasPrefix("text/html") else { return common }
    let part = PortalAddress.query(part: PortalAddress.part(of: request.query) ?? 1)
    let markdown = PortalAddress(path: request.path).markdownPath + part
    return common + ", <\(folder)\(markdown)>; rel=\"alternate\"; type=\"text/markdown\""
  }

  private var notAllowed: WebResponse {
    var response = WebResponse.text(.methodNotAllowed, "This page knows GET and HEAD")
    response.headers.add(name: "Allow", value: "GET, HEAD")
    return response
  }
}
