import JSON

/// A scalar of a YAML text, with its value in the core schema of YAML 1.2.2 (section 10.3.2).
struct YAMLScalar {
  var text: String
  /// The explicit tag in full: `tag:yaml.org,2002:str` for `!!str`, or `!`, which makes any scalar a string.
  var tag: String?
  /// Whether it has no quotation marks and is no block scalar.
  var isPlain: Bool

  var value: JSONValue {
    switch tag {
    case nil: isPlain ? Self.plain(text) : .string(text)
    case "!", "tag:yaml.org,2002:str": .string(text)
    // Any other tag only repeats the type of the text, or is useless in JSON.
    default: Self.plain(text)
    }
  }

  /// Whether, as a key, it adds the members of other mappings: a rule of YAML 1.1 (<https://yaml.org/type/merge.html>).
  var isMergeKey: Bool { isPlain && tag == nil && text == "<<" }

  /// Reads an unquoted scalar without a tag.
  private static func plain(_ text: String) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    default: number(text).map(JSONValue.number) ?? .string(text)
    }
  }

  /// Reads a number.
  ///
  /// Infinities and NaN stay text: JSON has no such numbers.
  private static func number(_ text: String) -> JSONNumber? {
    guard let first = text.utf8.first, first < 0x3A, first != UInt8(ascii: "/") else { return nil }
    if let number = JSONNumber(text: text) { return number }
    if let integer = integer(text) { return integer }
    return unusual(text)
  }

  private static func integer(_ text: String) -> JSONNumber? {
    if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8).map(JSONNumber.init) }
    if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16).map(JSONNumber.init) }
    return nil
  }

  /// Rewrites the notations that YAML has in addition to JSON: `+1`, `01`, `.5`, `1.`.
  private static func unusual(_ text: String) -> JSONNumber? {
    var digits = Substring(text)
    let sign = digits.first == "-" ? "-" : ""
    if digits.first == "-" || digits.first == "+" { digits.removeFirst() }
    let exponent = digits.firstIndex { $0 == "e" || $0 == "E" } ?? digits.endIndex
    let parts = digits[..<exponent].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.contains(where: { !$0.isEmpty }) else { return nil }
    let significant = whole.drop { $0 == "0" }
    var result = sign + (significant.isEmpty ? "0" : significant)
    if parts.count == 2, !parts[1].isEmpty { result += "." + parts[1] }
    return JSONNumber(text: result + digits[exponent...])
  }
}
