/// The bearer token of a request's `Authorization` (RFC 6750 section 2.1).
package struct BearerCredentials: Sendable {
  /// The token; `nil` if there is none, empty if there is no single one.
  package let token: Substring?
  /// Whether the field has another form than the one of the scheme.
  package let isMalformed: Bool

  /// Reads the values of the field: other schemes than `Bearer` count as no credentials.
  package init(_ values: [String]) {
    let parts = values.first?.split(separator: " ", maxSplits: 1) ?? []
    guard parts.first?.lowercased() == "bearer" else {
      (token, isMalformed) = (nil, values.count > 1)
      return
    }
    let token = values.count == 1 && parts.count == 2 ? parts[1].trimmingSpace() : ""
    self.token = token
    isMalformed = values.count > 1 || !(token.isEmpty || Self.isToken(token))
  }

  /// Whether a text is a `b64token`: `=` stands at its end only.
  private static func isToken(_ text: Substring) -> Bool {
    let end = text.utf8.lastIndex { $0 != UInt8(ascii: "=") }
    guard let end else { return false }
    return text.utf8[...end].allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-._~+/".utf8.contains(byte)
      }
    }
  }
}
