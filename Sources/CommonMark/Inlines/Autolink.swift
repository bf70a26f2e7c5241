/// Addresses between angle brackets (CommonMark section 6.5).
enum Autolink {
  /// The address at the start of a text, if `>` ends it.
  static func address(_ text: ArraySlice<UInt8>) -> (length: Int, isMail: Bool)? {
    guard
      text.first?.isASCIILetter == true || text.first?.isASCIIDigit == true || text.first?.isASCIIPunctuation == true
    else { return nil }
    var end = text.startIndex
    while end < text.endIndex, end - text.startIndex < 4_096, text[end] > 0x20, text[end] != UInt8(ascii: "<"),
      text[end] != UInt8(ascii: ">")
    {
      end += 1
    }
    guard end < text.endIndex, text[end] == UInt8(ascii: ">") else { return nil }
    let address = text[..<end]
    if isURL(address) { return (address.count, false) }
    return isMail(address) ? (address.count, true) : nil
  }

  private static func isURL(_ text: ArraySlice<UInt8>) -> Bool {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), text.first?.isASCIILetter == true else { return false }
    let scheme = text[..<colon]
    return (2...32).contains(scheme.count)
      && scheme.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "+.-".utf8.contains($0) }
  }

  private static func isMail(_ text: ArraySlice<UInt8>) -> Bool {
    guard let at = text.firstIndex(of: UInt8(ascii: "@")), at > text.startIndex else { return false }
    let isLocal = text[..<at].allSatisfy {
      $0.isASCIILetter || $0.isASCIIDigit || ".!#$%&'*+/=?^_`{|}~-".utf8.contains($0)
    }
    let labels = text[(at + 1)...].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return isLocal
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
          && label.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
      }
  }
}
