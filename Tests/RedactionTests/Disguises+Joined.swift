extension Disguises {
  /// Two ways at once, and ways that few programs write.
  static let joined: [Disguise] = [
    ("in pairs of digits with dashes", { pairs($0, "-") }),
    (
      "in pairs of digits with dashes and colons",
      { pairs($0, "-").split(separator: "-").joined(by: ["-", ":", ", "]) }
    ),
    ("in pairs of digits of a form", { pairs($0, "+") }),
    ("in numbers of code of a form", { percent($0.utf8.map { "0x" + digits(UInt32($0), 2) }.joined(separator: ", ")) }),
    ("in pairs of digits behind a word", { "key" + pairs($0, ":") + "xyz" }),
    ("in base64 of pairs of digits", { base64(Array(pairs($0, ":").utf8)) }),
    (
      "in base64 of numbers of code",
      { base64(Array($0.utf8.map { "0x" + digits(UInt32($0), 2) }.joined(separator: ", ").utf8)) }
    ),
    ("in base64 three times", { base64(Array(base64(Array(base64(Array($0.utf8)).utf8)).utf8)) }),
    (
      "in base64 of quoted-printable",
      { base64(Array($0.utf8.map { "=" + digits(UInt32($0), 2).uppercased() }.joined().utf8)) }
    ),
    ("in base64 of UTF-16 of codes", { base64(wideBytes(codes($0), isLittle: true)) }),
    ("in base64 of UTF-16 of references", { base64(wideBytes(references($0), isLittle: false)) }),
    ("in codes with soft hyphens", { lines(codes($0), 4, "\u{AD}") }),
    ("in references with characters of no width", { lines(references($0), 3, "\u{200B}") }),
    ("in lines of references", { lines(references($0), 17, "\r\n") }),
    ("in indented lines of codes", { lines(codes($0), 19, "\n    ") }),
    ("percent-encoded in lines", { lines($0.utf8.map { "%" + digits(UInt32($0), 2) }.joined(), 10, "\n") }),
    ("in codes in full width", { inFullWidth(codes($0)) }),
    ("in references in full width", { inFullWidth(references($0)) }),
    ("in codes in upper case", { codes($0).uppercased() }),
    ("in hexadecimal escapes in upper case", { $0.utf8.map { "\\X" + digits(UInt32($0), 2).uppercased() }.joined() }),
    ("in escapes of JavaScript", { $0.utf16.map { "%u" + digits(UInt32($0), 4) }.joined() }),
    ("in escapes of JavaScript in upper case", { $0.utf16.map { "%U" + digits(UInt32($0), 4).uppercased() }.joined() }),
    ("in escapes of style sheets", { $0.unicodeScalars.map { "\\" + digits($0.value, 6) }.joined() }),
    (
      "in short escapes of style sheets",
      { $0.unicodeScalars.map { "\\" + String($0.value, radix: 16) + " " }.joined() }
    ),
    ("with short escapes of style sheets", { $0.unicodeScalars.map(styled).joined() }),
    ("in mathematical letters", { mathematical($0, 0x1D468) }),
    ("in letters of typewriters", { mathematical($0, 0x1D670) }),
  ]

  static func codes(_ text: String) -> String { text.utf16.map { "\\u" + digits(UInt32($0), 4) }.joined() }

  private static func references(_ text: String) -> String { text.unicodeScalars.map { "&#\($0.value);" }.joined() }

  private static func inFullWidth(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map(wide)))
  }

  private static func styled(_ scalar: Unicode.Scalar) -> String {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      ? String(scalar) : "\\" + String(scalar.value, radix: 16).uppercased() + " "
  }

  /// Letters of an alphabet that begins at a character, and bold digits.
  private static func mathematical(_ text: String, _ start: UInt32) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      switch scalar {
      case "A"..."Z": Unicode.Scalar(start + scalar.value - 0x41) ?? scalar
      case "a"..."z": Unicode.Scalar(start + 26 + scalar.value - 0x61) ?? scalar
      case "0"..."9": Unicode.Scalar(0x1D7CE + scalar.value - 0x30) ?? scalar
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

extension [Substring] {
  /// The parts joined by separators in turn.
  fileprivate func joined(by separators: [String]) -> String {
    enumerated().reduce(into: "") { text, part in
      if part.offset > 0 { text += separators[part.offset % separators.count] }
      text += part.element
    }
  }
}
