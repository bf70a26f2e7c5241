/// What a form sends (URL standard, section 5.1).
struct FormData: Sendable {
  private let values: [String: String]

  init(_ body: [UInt8]) {
    let pairs = body.split(separator: UInt8(ascii: "&")).map { pair in
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      return (Self.text(name), Self.text(pair.dropFirst(name.count + 1)))
    }
    values = Dictionary(pairs) { first, _ in first }
  }

  subscript(name: String) -> String? { values[name] }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): result.append(0x20)
      case UInt8(ascii: "%"):
        guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 else {
          result.append(byte)
          continue
        }
        result.append(value)
        rest.removeFirst(2)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
