import TextCoding

/// Parameters as `application/x-www-form-urlencoded` (RFC 6749 appendix B).
struct FormBody: Sendable {
  private(set) var text = ""

  init(_ parameters: [(name: String, value: String?)] = []) {
    for (name, value) in parameters { add(name, value) }
  }

  /// Adds a parameter, unless it has no value.
  mutating func add(_ name: String, _ value: String?) {
    guard let value else { return }
    if !text.isEmpty { text += "&" }
    text += "\(Self.encoded(name))=\(Self.encoded(value))"
  }

  static func encoded(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2A, 0x2D, 0x2E, 0x5F: result.append(byte)
      case 0x20: result.append(0x2B)
      default:
        result.append(0x25)
        result.append(contentsOf: digits[Int(byte >> 4)])
        result.append(contentsOf: digits[Int(byte & 15)])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let digits = "0123456789ABCDEF".map { Array(String($0).utf8) }
}

/// The parameters of a query, each at most once (RFC 6749 section 3.1).
struct QueryParameters: Sendable {
  private let values: [String: String]
  /// Whether a parameter occurs twice, or an escape is broken.
  let isMalformed: Bool

  /// Reads a query without its question mark.
  init(_ query: String) {
    var values: [String: String] = [:]
    var isMalformed = false
    for pair in query.utf8.split(separator: 0x26) {
      let name = pair.prefix { $0 != 0x3D }
      guard let key = Self.text(name), let value = Self.text(pair.dropFirst(name.count + 1)) else {
        isMalformed = true
        continue
      }
      if values.updateValue(value, forKey: key) != nil { isMalformed = true }
    }
    self.values = values
    self.isMalformed = isMalformed
  }

  subscript(name: String) -> String? { values[name] }

  private static func text(_ bytes: Substring.UTF8View) -> String? {
    guard let decoded = PercentCoding.decode(bytes, malformed: .refused, plusIsSpace: true) else { return nil }
    return String(validating: decoded, as: UTF8.self)
  }
}
