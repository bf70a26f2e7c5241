/// The HTML names of characters of ASCII and Latin-1, and of invisible characters (HTML, section 13.5).
enum NamedCharacters {
  static func scalar(_ name: String) -> Unicode.Scalar? { scalars[name] }

  private static let scalars: [String: Unicode.Scalar] = {
    var scalars: [String: Unicode.Scalar] = [:]
    for entry in ascii.split(separator: " ") {
      let parts = entry.split(separator: "=", maxSplits: 1)
      guard let scalar = parts.last?.unicodeScalars.first else { continue }
      for name in parts[0].split(separator: ",") { scalars[String(name)] = scalar }
    }
    for (offset, name) in latin1.split(separator: " ").enumerated() {
      scalars[String(name)] = Unicode.Scalar(UInt8(0xA0 + offset))
    }
    scalars.merge(invisible) { $1 }
    return scalars
  }()

  private static let ascii = """
    excl=! quot,QUOT=" num=# dollar=$ percnt=% amp,AMP=& apos=' lpar=( rpar=) ast,midast=* plus=+ comma=, period=. sol=/ \
    colon=: semi=; lt,LT=< equals== gt,GT=> quest=? commat=@ lsqb,lbrack=[ bsol=\\ rsqb,rbrack=] Hat=^ \
    lowbar,UnderBar=_ grave,DiacriticalGrave=` lcub,lbrace={ verbar,vert,VerticalLine=| rcub,rbrace=}
    """

  private static let latin1 = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro \
    para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil \
    Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml \
    igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute \
    thorn yuml
    """

  private static let invisible: [String: Unicode.Scalar] = [
    "Tab": "\t", "NewLine": "\n", "NonBreakingSpace": "\u{A0}", "ZeroWidthSpace": "\u{200B}", "zwnj": "\u{200C}",
    "zwj": "\u{200D}", "lrm": "\u{200E}", "rlm": "\u{200F}", "NoBreak": "\u{2060}", "ApplyFunction": "\u{2061}",
    "InvisibleTimes": "\u{2062}", "InvisibleComma": "\u{2063}", "euro": "\u{20AC}",
  ]
}
