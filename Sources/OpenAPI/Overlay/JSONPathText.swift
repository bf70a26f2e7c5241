import JSON

/// The characters of a JSONPath query, with methods that read its tokens.
struct JSONPathText {
  private let scalars: [Unicode.Scalar]
  /// The number of characters read.
  var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  var isAtEnd: Bool { position >= scalars.count }

  private var next: Unicode.Scalar? { isAtEnd ? nil : scalars[position] }

  func error(_ message: String) -> JSONPathError { JSONPathError(message: message, offset: position) }

  mutating func skipSpace() {
    while let next, next == " " || next == "\t" || next == "\n" || next == "\r" { position += 1 }
  }

  /// Reads a given text if it comes next.
  mutating func take(_ expected: String) -> Bool {
    let expected = expected.unicodeScalars
    guard scalars[position...].starts(with: expected) else { return false }
    position += expected.count
    return true
  }

  /// Reads a name without quotation marks.
  ///
  /// Hyphens are accepted, although RFC 9535 excludes them, because overlays contain `.x-name`.
  mutating func takeName() -> String? {
    var name = String.UnicodeScalarView()
    while let next, Self.isOfName(next), !(name.isEmpty && ("0"..."9" ~= next || next == "-")) {
      name.append(next)
      position += 1
    }
    return name.isEmpty ? nil : String(name)
  }

  private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: scalar.value >= 0x80
    }
  }

  /// Reads the name of a function, or `true`, `false` or `null`.
  mutating func takeKeyword() -> String? {
    guard let next, "a"..."z" ~= next else { return nil }
    let start = position
    while let next = self.next, "a"..."z" ~= next || "0"..."9" ~= next || next == "_" { position += 1 }
    return text(from: start)
  }

  /// Reads an integer: without leading zeros, and exactly representable as a double (RFC 9535, 2.1).
  mutating func takeInteger() throws(JSONPathError) -> Int? {
    let start = position
    _ = take("-")
    while let next, "0"..."9" ~= next { position += 1 }
    guard position > start else { return nil }
    let digits = text(from: start)
    let limit = 1 << 53 - 1
    guard let value = Int(digits), -limit...limit ~= value, digits == String(value) else {
      position = start
      throw error("An integer is not written as one, or is too large")
    }
    return value
  }

  mutating func takeNumber() -> JSONNumber? {
    let start = position
    while let next, "0"..."9" ~= next || "+-.eE".unicodeScalars.contains(next) { position += 1 }
    if let number = JSONNumber(text: text(from: start)) { return number }
    position = start
    return nil
  }

  private func text(from start: Int) -> String {
    String(String.UnicodeScalarView(scalars[start..<position]))
  }

  /// Reads a string in single or double quotation marks, if one comes next.
  mutating func takeString() throws(JSONPathError) -> String? {
    guard let quote = next, quote == "'" || quote == "\"" else { return nil }
    position += 1
    var string = String.UnicodeScalarView()
    while let scalar = next, scalar != quote {
      guard scalar.value >= 0x20 else { throw error("A control character has to be written as an escape; one stands") }
      position += 1
      string.append(scalar == "\\" ? try escaped(in: quote) : scalar)
    }
    guard next == quote else { throw error("The end of a string is missing") }
    position += 1
    return String(string)
  }

  private mutating func escaped(in quote: Unicode.Scalar) throws(JSONPathError) -> Unicode.Scalar {
    guard let scalar = next else { throw error("The end of a string is missing") }
    position += 1
    switch scalar {
    case "b": return "\u{08}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case quote, "\\", "/": return scalar
    case "u":
      guard let scalar = codePoint() else { throw error("An escape in a string is not complete") }
      return scalar
    default: throw error("An escape in a string is not known")
    }
  }

  /// Reads the code unit after `\u`, and the second one of a surrogate pair.
  private mutating func codePoint() -> Unicode.Scalar? {
    guard let first = codeUnit() else { return nil }
    guard 0xD800...0xDBFF ~= first else { return Unicode.Scalar(first) }
    guard take("\\u"), let second = codeUnit(), 0xDC00...0xDFFF ~= second else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private mutating func codeUnit() -> UInt32? {
    guard position + 4 <= scalars.count else { return nil }
    let start = position
    position += 4
    guard scalars[start..<position].allSatisfy(\.properties.isASCIIHexDigit) else { return nil }
    return UInt32(text(from: start), radix: 16)
  }
}
