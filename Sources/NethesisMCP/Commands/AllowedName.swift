import Operations
import ProcessEnvironment

/// Hosts and origins of `--allow-host` and `--allow-origin`, in the form that requests use.
enum AllowedName {
  /// A host of `--allow-host`: in lower case and without a port, for comparison with `Host` (RFC 9110 section 7.2).
  ///
  /// - Throws: The reason why no request could name it.
  static func host(_ text: String) throws(CommandFailure) -> String {
    let host = text.lowercased()
    let advice = "give the name alone, as mcp.example.com or [2001:db8::1]"
    guard !host.contains("/") else { throw refusal("--allow-host", text, "this is no host: \(advice)") }
    guard !host.contains("*") else { throw refusal("--allow-host", text, "there are no patterns: name each host") }
    let isAddress = host.hasPrefix("[") && host.hasSuffix("]")
    guard isAddress || !host.contains(":") else {
      throw refusal("--allow-host", text, "hosts are compared without their port: \(advice)")
    }
    guard (try? BaseURL("http://\(host)"))?.authority == host else {
      throw refusal("--allow-host", text, "this is no host: \(advice)")
    }
    return host
  }

  /// An origin of `--allow-origin`, in the form that browsers send in `Origin` (RFC 6454 section 6.2).
  ///
  /// - Throws: The reason why no browser could send it.
  static func origin(_ text: String) throws(CommandFailure) -> String {
    let origin = text.lowercased()
    if origin == "null" { return origin }
    let advice = "give scheme, host and, unless it is the usual one, port, as https://app.example.com"
    guard !origin.contains("*") else {
      throw refusal("--allow-origin", text, "there are no patterns: name each origin")
    }
    guard let mark = origin.firstRange(of: "://"), mark.lowerBound != origin.startIndex else {
      throw refusal("--allow-origin", text, "this is no origin: \(advice)")
    }
    let scheme = origin[..<mark.lowerBound]
    var authority = origin[mark.upperBound...]
    // An address copied from a browser ends with a slash.
    if authority.hasSuffix("/") { authority.removeLast() }
    guard !authority.contains(where: { "/?#@".contains($0) }) else {
      throw refusal("--allow-origin", text, "browsers send no path and no user name: \(advice)")
    }
    guard (try? BaseURL("http://\(authority)"))?.authority == String(authority) else {
      throw refusal("--allow-origin", text, "this has no host as browsers write it: \(advice)")
    }
    for (usual, port) in [("https", ":443"), ("http", ":80")] where scheme == usual && authority.hasSuffix(port) {
      authority.removeLast(port.count)
    }
    return "\(scheme)://\(authority)"
  }

  private static func refusal(_ option: String, _ text: String, _ reason: String) -> CommandFailure {
    .usage("\(option) \(text.debugDescription): \(reason)")
  }
}
