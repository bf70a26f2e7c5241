/// The rules by which a document becomes HTML.
package struct HTMLPolicy: Sendable {
  /// The number that is added to the levels of headings, which stay 6 at most.
  package var headingOffset: Int
  /// The address that a link or a relative image gets; `nil` if it becomes text.
  package var address: @Sendable (String) -> String?
  /// The `rel` of links to other origins; `nil` for none.
  package var relation: String?
  /// Whether images may be shown; otherwise they are links.
  package var showsImages: Bool

  package init(
    headingOffset: Int = 0,
    relation: String? = "nofollow noopener noreferrer",
    showsImages: Bool = false,
    address: @escaping @Sendable (String) -> String? = HTMLPolicy.safe
  ) {
    self.headingOffset = headingOffset
    self.relation = relation
    self.showsImages = showsImages
    self.address = address
  }

  /// An address as it is if it begins with `http:` or `https:` or is relative to the page; `nil` for any other.
  package static func safe(_ address: String) -> String? {
    // Browsers drop tabs and line breaks in addresses, and take backslashes for slashes (WHATWG URL section 4.4).
    guard address.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" }) else { return nil }
    if isOnWeb(address) { return address }
    if address.hasPrefix("//") { return nil }
    let head = address.prefix { !"/?#".contains($0) }
    return head.contains(":") ? nil : address
  }

  /// Whether an address is of `http` or `https`.
  package static func isOnWeb(_ address: String) -> Bool {
    let start = address.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }
}
