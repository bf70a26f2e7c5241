import JSON

/// One scalar of a YAML text, and its value by the core schema of YAML 1.2.2 (section 10.3.2).
struct YAMLScalar {
  var text: String
  /// The explicit tag, written out: `tag:yaml.org,2002:str` for `!!str`, `!` for the one that makes text of anything.
  var tag: String?
  /// There are no quotation marks around it, and it is no block.
  var isPlain: Bool

  var value: JSONValue {
    switch tag {
    case nil: isPlain ? Self.plain(text) : .string(text)
    case "!", "tag:yaml.org,2002:str": .string(text)
    // Any other tag says what the text is read as already, or is of no use in JSON.
    default: Self.plain(text)
    }
  }

  /// As a key, it brings in the members of other mappings: a rule of YAML 1.1 (<https://yaml.org/type/merge.html>).
  var isMergeKey: Bool { isPlain && tag == nil && text == "<<" }

  /// Reads a scalar without quotation marks and without a tag.
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

  /// Rewrites the forms that YAML has beyond JSON: `+1`, `01`, `.5`, `1.`.
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
