/// Backslash escapes and character references (CommonMark sections 2.4 and 2.5).
enum CharacterReferences {
  /// A text with its escapes and references resolved.
  static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "&") }) else { return Array(text) }
    var result: [UInt8] = []
    var position = text.startIndex
    while position < text.endIndex {
      let byte = text[position]
      if byte == UInt8(ascii: "\\"), position + 1 < text.endIndex, text[position + 1].isASCIIPunctuation {
        result.append(text[position + 1])
        position += 2
      } else if byte == UInt8(ascii: "&"), let (bytes, end) = reference(text[position...]) {
        result += bytes
        position = end
      } else {
        result.append(byte)
        position += 1
      }
    }
    return result
  }

  /// The character of a reference at the start of a text, and the end of the reference.
  static func reference(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], end: Int)? {
    guard let end = text.prefix(34).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = text[(text.startIndex + 1)..<end]
    guard let scalar = name.first == UInt8(ascii: "#") ? number(name.dropFirst()) : named(name) else { return nil }
    return (Array(String(scalar).utf8), end + 1)
  }

  private static func number(_ text: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let isHexadecimal = text.first.map { $0 | 0x20 } == UInt8(ascii: "x")
    let digits = isHexadecimal ? text.dropFirst() : text
    guard (1...(isHexadecimal ? 6 : 7)).contains(digits.count),
      digits.allSatisfy({ $0.isASCIIDigit || $0.isASCIILetter }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10)
    else { return nil }
    return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private static func named(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
    names[String(decoding: name, as: UTF8.self)]
  }

  /// The names of HTML 4 that texts about APIs use; others stay as they are written.
  private static let names: [String: Unicode.Scalar] = {
    var result: [String: Unicode.Scalar] = [:]
    for (number, name) in latin.split(separator: " ").enumerated() {
      result[String(name)] = Unicode.Scalar(UInt32(160 + number))
    }
    for pair in others.split(separator: " ") {
      let digits = pair.drop { !$0.isNumber }
      result[String(pair[..<digits.startIndex])] = UInt32(digits).flatMap(Unicode.Scalar.init)
    }
    return result
  }()

  /// The characters from U+00A0 to U+00FF, in order.
  private static let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para \
    middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave \
    Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc \
    Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc \
    iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
    """
  private static let others = """
    amp38 lt60 gt62 quot34 apos39 ndash8211 mdash8212 lsquo8216 rsquo8217 sbquo8218 ldquo8220 rdquo8221 bdquo8222 bull8226 \
    hellip8230 euro8364 trade8482 larr8592 uarr8593 rarr8594 darr8595 harr8596 rArr8658 minus8722 infin8734 asymp8776 \
    ne8800 le8804 ge8805 sum8721 radic8730 alpha945 beta946 gamma947 delta948 epsilon949 lambda955 mu956 pi960 sigma963 \
    omega969 Delta916 Sigma931 Omega937 ensp8194 emsp8195 thinsp8201 zwnj8204 lsaquo8249 rsaquo8250 dagger8224 permil8240 \
    OElig338 oelig339 Scaron352 scaron353 Yuml376 Dcaron270 lbrace123 rbrace125 lbrack91 rbrack93 lpar40 rpar41 num35 \
    ast42 sol47 bsol92 colon58 semi59 comma44 period46 excl33 quest63 dollar36 percnt37 plus43 equals61 vert124 grave96 \
    lowbar95 hyphen8208 check10003 cross10007 star9734
    """
}
