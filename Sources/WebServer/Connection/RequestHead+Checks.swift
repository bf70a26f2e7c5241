import NIOHTTP1

/// A request whose framing or target cannot be trusted; its connection is closed after the response.
struct BadRequest: Error {
  var status = HTTPResponseStatus.badRequest
  let sentence: String

  init(_ sentence: String, status: HTTPResponseStatus = .badRequest) {
    self.sentence = sentence
    self.status = status
  }
}

extension HTTPRequestHead {
  /// Checks the framing and target of a message where the parser is lenient (RFC 9112 sections 3.2 and 6).
  ///
  /// A target in absolute form is replaced by its path and query, if its authority equals `Host`.
  ///
  /// - Parameter isServed: Whether a target may name this host and port.
  /// - Throws: The reason why the request is refused and its connection closed.
  mutating func checkMessage(serving isServed: (_ authority: String) -> Bool) throws(BadRequest) {
    let (lengths, codings, hosts) = framing
    try check(lengths, codings)
    guard hosts.count == 1 || (hosts.isEmpty && isOld) else {
      throw BadRequest("A request has the field Host once (RFC 9112 section 3.2)")
    }
    try checkTarget(hosts.first, isServed)
  }

  /// The length of the body according to the head; 0 if there is none.
  var announcedLength: Int { headers.first(name: "content-length").flatMap { Int($0) } ?? 0 }

  private var isOld: Bool { version.major < 1 || (version.major == 1 && version.minor == 0) }

  /// The fields that say where the message ends and whom it is for, found in one walk.
  private var framing: (lengths: [String], codings: [String], hosts: [String]) {
    var (lengths, codings, hosts): ([String], [String], [String]) = ([], [], [])
    for (name, value) in headers {
      switch name.utf8.count {
      case 4 where name.lowercased() == "host": hosts.append(value)
      case 14 where name.lowercased() == "content-length": lengths.append(value)
      case 17 where name.lowercased() == "transfer-encoding": codings.append(value)
      default: break
      }
    }
    return (lengths, codings, hosts)
  }

  private func check(_ lengths: [String], _ codings: [String]) throws(BadRequest) {
    guard lengths.count < 2 else { throw BadRequest("A request has the field Content-Length once at most") }
    if let length = lengths.first {
      guard !length.isEmpty, length.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
        throw BadRequest("The field Content-Length is a number in decimal digits")
      }
      guard codings.isEmpty else { throw BadRequest("A request has Content-Length or Transfer-Encoding, not both") }
      guard Int(length) != nil else {
        throw BadRequest("No body may be as long as that", status: .payloadTooLarge)
      }
    }
    guard !codings.isEmpty else { return }
    guard !isOld else { throw BadRequest("HTTP/1.0 has no Transfer-Encoding (RFC 9112 section 6.1)") }
    guard codings.count == 1, codings[0].lowercased() == "chunked" else {
      throw BadRequest("The one transfer coding of requests is chunked, once")
    }
  }

  private mutating func checkTarget(_ host: String?, _ isServed: (String) -> Bool) throws(BadRequest) {
    guard !uri.hasPrefix("/"), !(method == .OPTIONS && uri == "*") else { return }
    let scheme = ["http://", "https://"].first { uri.lowercased().hasPrefix($0) }
    guard let scheme else { throw BadRequest("The target of a request is a path that begins with a slash") }
    let rest = uri.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard let host, !authority.isEmpty, authority.lowercased() == host.lowercased(),
      isServed(host)
    else {
      throw BadRequest("The target of the request names another server than its field Host")
    }
    let path = rest.dropFirst(authority.count)
    uri = path.hasPrefix("/") ? String(path) : "/\(path)"
  }
}
