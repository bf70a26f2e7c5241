import TextCoding

/// The parameters of a request of OAuth, from a query or a form (RFC 6749 appendix B).
///
/// A parameter without a value counts as missing, and each may occur only once (section 3.1).
struct FormParameters: Sendable {
  private let values: [String: String]
  /// The first name that occurs twice.
  let repeated: String?

  /// The largest number of parameters; more than enough for any request.
  private static let maximumCount = 64

  /// Reads parameters; malformed escapes stay as they are.
  init(_ text: some Sequence<UInt8>) {
    var values: [String: String] = [:]
    var repeated: String?
    for pair in Array(text).split(separator: UInt8(ascii: "&")).prefix(Self.maximumCount) {
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      let value = Self.text(pair.dropFirst(name.count + 1))
      guard !value.isEmpty else { continue }
      if values.updateValue(value, forKey: Self.text(name)) != nil { repeated = repeated ?? Self.text(name) }
    }
    self.values = values
    self.repeated = repeated
  }

  subscript(name: String) -> String? { values[name] }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: PercentCoding.decode(bytes, malformed: .kept, plusIsSpace: true) ?? [], as: UTF8.self)
  }

  /// Writes parameters as a query.
  static func query(_ parameters: [(name: String, value: String)]) -> String {
    parameters.map { "\($0.name)=\(escaped($0.value))" }.joined(separator: "&")
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return escaped
  }
}
