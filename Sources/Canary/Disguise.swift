/// A family of encodings in which a secret does not appear literally.
package enum Disguise: String, Sendable, Hashable {
  case none = "as it is"
  case look = "in another case or width, or with something invisible in it"
  case escapes = "in escapes of JSON or of code"
  case percent = "percent-encoded"
  case references = "in references of HTML"
  case quotedPrintable = "in quoted-printable"
  case base64 = "in base64"
  case base32 = "in base32"
  case hexadecimal = "in hexadecimal digits"

  /// Bytes with a disguise removed.
  typealias View = (bytes: [UInt8], disguise: Disguise)

  /// The greatest number of nested levels of escapes.
  private static let maximumDepth = 5

  /// The bytes, and all readings with a disguise removed; a reading that equals the bytes is left out.
  static func views(of bytes: [UInt8]) -> [View] {
    // UTF-16 text without its zero bytes reads as ASCII.
    var texts: [View] = [(bytes.contains(0) ? bytes.filter { $0 != 0 } : bytes, .none)]
    for _ in 0..<maximumDepth {
      guard let last = texts.last, let next = Escapes.undone(in: last.bytes) else { break }
      texts.append(next)
    }
    var views: [View] = []
    for text in texts {
      views.append(text)
      let looks = Look.plain(text.bytes)
      if let looks { views.append((looks, text.disguise == .none ? .look : text.disguise)) }
      let digits = Digits.read(looks ?? text.bytes)
      views += digits
      for view in digits {
        // A second disguise inside the first, or wider characters.
        if let looks = Look.plain(view.bytes) { views.append((looks, view.disguise)) }
        if let plain = Escapes.undone(in: view.bytes) { views.append((plain.bytes, view.disguise)) }
        if view.disguise == .base64 { views += Digits.read(view.bytes).map { ($0.bytes, .base64) } }
      }
    }
    return views
  }
}
