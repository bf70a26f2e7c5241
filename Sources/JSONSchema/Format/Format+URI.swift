extension String {
  /// Whether this is a URI or a relative reference of RFC 3986.
  var isURIReference: Bool {
    let parts = URIReference(self)
    // A colon before the first slash would end a scheme, and there is none.
    let isPathOnly = parts.scheme == nil && parts.authority == nil
    if isPathOnly, parts.path.prefix(while: { $0 != "/" }).contains(":") { return false }
    let authority = parts.authority.map(\.isAuthority) ?? true
    let query = parts.query.map { $0.consists(of: "/?:@") } ?? true
    let fragment = parts.fragment.map { $0.consists(of: "/?:@") } ?? true
    return authority && parts.path.consists(of: "/:@") && query && fragment
  }
}

extension Substring {
  fileprivate var isAuthority: Bool {
    var host = self
    if let at = firstIndex(of: "@") {
      guard self[..<at].consists(of: ":") else { return false }
      host = self[index(after: at)...]
    }
    var port: Substring = ""
    if host.hasPrefix("[") {
      guard let end = host.firstIndex(of: "]"), host[..<end].dropFirst().isIPv6Address else { return false }
      port = host[host.index(after: end)...]
      guard port.isEmpty || port.hasPrefix(":") else { return false }
    } else if let colon = host.firstIndex(of: ":") {
      port = host[colon...]
      host = host[..<colon]
    }
    return (host.hasPrefix("[") || host.consists(of: "")) && port.dropFirst().utf8.allSatisfy(\.isDigit)
  }

  /// Whether there are only unreserved characters, sub-delimiters, percent-encoded bytes, and some given others.
  fileprivate func consists(of others: StaticString) -> Bool {
    let others = "\(others)".utf8
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard rest.popFirst()?.isHexDigit ?? false, rest.popFirst()?.isHexDigit ?? false else { return false }
      } else {
        guard byte.isLetter || byte.isDigit || "-._~!$&'()*+,;=".utf8.contains(byte) || others.contains(byte)
        else { return false }
      }
    }
    return true
  }
}
