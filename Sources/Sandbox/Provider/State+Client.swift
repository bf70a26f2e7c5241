import TextCoding

extension State {
  /// The client of a request from a program: a public one names itself, a confidential one proves it (RFC 6749 section
  /// 2.3).
  static func client(_ request: SandboxRequest, _ form: FormParameters) throws(OAuthError) -> ProviderClient {
    guard form["client_assertion"] == nil else { throw .clientFailed }
    let (id, secret) = try credentials(request, form)
    guard let id else { throw OAuthError("invalid_request", "no client authentication mechanism provided") }
    guard let client = ProviderClient(rawValue: id), client.secret == secret else { throw .clientFailed }
    return client
  }

  /// The id and the secret, from the header (`client_secret_basic`) or from the form.
  private static func credentials(
    _ request: SandboxRequest,
    _ form: FormParameters
  ) throws(OAuthError) -> (id: String?, secret: String?) {
    guard let header = request.authorization else { return (form["client_id"], form["client_secret"]) }
    let scheme = "basic "
    guard form["client_secret"] == nil, header.lowercased().hasPrefix(scheme),
      let bytes = Base64.bytes(canonical: header.utf8.dropFirst(scheme.utf8.count), .standard),
      let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
    else { throw .clientFailed }
    // Both are encoded as in a form before they are joined (section 2.3.1).
    let parts = [bytes[..<colon], bytes[(colon + 1)...]].map {
      String(decoding: PercentCoding.decode($0, malformed: .kept, plusIsSpace: true) ?? [], as: UTF8.self)
    }
    guard form["client_id"] == nil || form["client_id"] == parts[0] else { throw .clientFailed }
    return (parts[0], parts[1])
  }
}
