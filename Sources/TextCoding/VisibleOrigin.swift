/// An origin in which a person can recognise each letter.
package enum VisibleOrigin {
  private static let mark = "xn--"

  /// Spells out non-ASCII letters, which may be lookalikes, and decodes Punycode and percent escapes.
  ///
  /// `https://xn--pple-43d.com` becomes `https://xn--pple-43d.com (which stands for [U+430]pple.com)`.
  package static func spelled(_ origin: String) -> String {
    let written = ascii(origin)
    let authority = origin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
    let host = authority.prefix { $0 != ":" }
    let bytes = PercentCoding.decode(host.utf8, malformed: .kept) ?? Array(host.utf8)
    let name = String(decoding: bytes, as: UTF8.self)
    let labels = name.split(separator: ".", omittingEmptySubsequences: false).map { label -> String in
      guard label.lowercased().hasPrefix(mark) else { return ascii(String(label)) }
      return Punycode.decoded(label.dropFirst(mark.count)).map(ascii) ?? "\(label) (no name)"
    }
    let meant = labels.joined(separator: ".")
    return meant == ascii(String(host)) ? written : "\(written) (which stands for \(meant))"
  }

  private static func ascii(_ text: String) -> String {
    VisibleText.value(text).unicodeScalars.map { scalar in
      scalar.isASCII ? "\(scalar)" : "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
    }
    .joined()
  }
}
