import TextCoding

/// The values of a form (URL standard, section 5.1).
struct FormValues {
  private var values: [String: String] = [:]

  init(_ body: [UInt8]) {
    for pair in body.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: PercentCoding.decode(bytes, malformed: .kept, plusIsSpace: true) ?? [], as: UTF8.self)
      }
      values[text(parts[0])] = parts.count > 1 ? text(parts[1]) : ""
    }
  }

  subscript(name: String) -> String? { values[name] }
}
