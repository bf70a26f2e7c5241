/// A way in which bytes may be written, so that a secret in them does not stand there as it is.
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

  /// Bytes with a disguise taken off.
  typealias View = (bytes: [UInt8], disguise: Disguise)

  /// Escapes may be in escapes so many times.
  private static let maximumDepth = 5

  /// The bytes as they are, and as they read with every disguise taken off; those that would read the same are left out.
  static func views(of bytes: [UInt8]) -> [View] {
    // Text in UTF-16 reads as ASCII without its zeros.
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
        // What is hidden once more, or in wider characters.
        if let looks = Look.plain(view.bytes) { views.append((looks, view.disguise)) }
        if let plain = Escapes.undone(in: view.bytes) { views.append((plain.bytes, view.disguise)) }
        if view.disguise == .base64 { views += Digits.read(view.bytes).map { ($0.bytes, .base64) } }
      }
    }
    return views
  }
}
