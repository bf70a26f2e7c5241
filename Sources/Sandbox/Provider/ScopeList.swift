/// Scopes and resources that can be granted.
enum ScopeList {
  /// The scopes of OpenID Connect.
  static let identity = ["openid", "profile", "email", "phone", "offline_access"]
  /// The scopes of each registered resource.
  static let resource = ["my:read", "my:write", "my:keys"]

  /// The scopes of a request that can be granted; others are dropped, and so are repetitions.
  static func granted(_ text: String?, _ resources: [String]) -> [String] {
    let known = resources.isEmpty ? identity : identity + resource
    let wanted = Set((text ?? "").split(separator: " ").map(String.init))
    return known.filter(wanted.contains)
  }

  /// The resource of a request, at most one (RFC 8707); throws if it is not registered.
  static func resources(_ parameters: FormParameters, _ registered: [String]) throws(OAuthError) -> [String] {
    guard let resource = parameters["resource"] else { return [] }
    guard registered.contains(resource) else { throw .invalidTarget }
    return [resource]
  }
}
