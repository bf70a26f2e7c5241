import APIDocs

/// Addresses of the portal in the place of the documentation's own.
struct LinkRewriting: Sendable {
  /// The start of the addresses: relative to the page, or absolute.
  let base: String

  /// The address of a link in a page; other addresses stay as they are.
  func address(_ address: String) -> String {
    guard address.hasPrefix(Self.scheme) else { return address }
    return base + address.dropFirst(Self.scheme.count)
  }

  /// Markdown with the portal's addresses in its links.
  func markdown(_ text: String) -> String { text.replacing("](\(Self.scheme)", with: "](\(base)") }

  private static let scheme = "docs://"
}
