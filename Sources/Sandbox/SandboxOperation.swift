/// The operation that a request calls.
enum SandboxOperation {
  case createKey, listKeys, listAudit
  case exchangeToken, refreshToken, logout, describeUser
  case revokeKey(id: String)
  /// The path is correct except for a slash at its end.
  case redirect(to: String)
  case unknown

  /// Finds the route; a wrong method is unknown just like a wrong path.
  init(of request: SandboxRequest) {
    if let route = Self.match(request.method, request.path[...]) {
      self = route
    } else if request.path.hasSuffix("/"), Self.match(request.method, request.path.dropLast()) != nil {
      self = .redirect(to: request.path.dropLast() + (request.query.isEmpty ? "" : "?" + request.query))
    } else {
      self = .unknown
    }
  }

  private static func match(_ method: String, _ path: Substring) -> SandboxOperation? {
    switch (method, path) {
    case ("POST", "/api/auth/exchange"): return .exchangeToken
    case ("POST", "/api/auth/refresh"): return .refreshToken
    case ("POST", "/api/auth/logout"): return .logout
    case ("GET", "/api/me"): return .describeUser
    default: break
    }
    let keys = "/api/me/api-keys"
    guard path.hasPrefix(keys) else { return nil }
    let rest = path.utf8.dropFirst(keys.utf8.count)
    switch method {
    case "POST" where rest.isEmpty: return .createKey
    case "GET" where rest.isEmpty: return .listKeys
    case "GET" where rest.elementsEqual("/audit".utf8): return .listAudit
    case "DELETE":
      let id = rest.dropFirst()
      guard rest.first == UInt8(ascii: "/"), !id.isEmpty, !id.contains(UInt8(ascii: "/")) else { return nil }
      return .revokeKey(id: String(Substring(id)))
    default: return nil
    }
  }
}

extension Sandbox {
  /// Whether the stand-in serves an operation.
  ///
  /// - Parameters:
  ///   - method: The method, in upper case.
  ///   - path: The path template below the base URL of the API.
  /// - Returns: Whether its route is known.
  package static func serves(_ method: String, _ path: String) -> Bool {
    guard case .unknown = SandboxOperation(of: SandboxRequest(method, "/api\(path)")) else { return true }
    return false
  }
}
