/// Undoes escapes of JSON, code, URLs, HTML and mail: one level of all of them at once.
enum Escapes {
  /// The bytes with each escape decoded, and the kind of the last one; `nil` if there is none.
  static func undone(in bytes: [UInt8]) -> Disguise.View? {
    guard bytes.contains(where: { isMark[Int($0)] }) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var kind: Disguise?
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if isMark[Int(byte)], let (plain, end, found) = escape(bytes, position) {
        result += plain
        position = end
        kind = found
      } else {
        result.append(byte)
        position += 1
      }
    }
    return kind.map { (result, $0) }
  }

  private typealias Escape = (plain: [UInt8], end: Int, kind: Disguise)

  private static let isMark: [Bool] = (0...255).map { "\\%&=".utf8.contains($0) }

  private static func escape(_ bytes: [UInt8], _ start: Int) -> Escape? {
    switch bytes[start] {
    case UInt8(ascii: "\\"): code(bytes, start)
    case UInt8(ascii: "%"): byte(bytes, start).map { ($0, start + 3, .percent) }
    case UInt8(ascii: "="): line(bytes, start) ?? byte(bytes, start).map { ($0, start + 3, .quotedPrintable) }
    default: reference(bytes, start)
    }
  }

  private static func byte(_ bytes: [UInt8], _ start: Int) -> [UInt8]? {
    number(bytes, start + 1, 2, 16).map { [UInt8($0)] }
  }

  /// A soft line break (RFC 2045 section 6.7).
  private static func line(_ bytes: [UInt8], _ start: Int) -> Escape? {
    let rest = bytes[(start + 1)...].prefix(2)
    if rest.elementsEqual([0x0D, 0x0A]) { return ([], start + 3, .quotedPrintable) }
    return rest.first == 0x0A ? ([], start + 2, .quotedPrintable) : nil
  }

  // MARK: Backslashes

  private static func code(_ bytes: [UInt8], _ start: Int) -> Escape? {
    guard start + 1 < bytes.count else { return nil }
    let letter = bytes[start + 1]
    switch letter {
    case UInt8(ascii: "u"), UInt8(ascii: "x"):
      if start + 2 < bytes.count, bytes[start + 2] == UInt8(ascii: "{") {
        guard let end = bytes[start...].prefix(12).firstIndex(of: UInt8(ascii: "}")),
          let value = number(bytes, start + 3, end - start - 3, 16)
        else { return nil }
        return (scalar(value), end + 1, .escapes)
      }
      let digits = letter == UInt8(ascii: "u") ? 4 : 2
      guard let value = number(bytes, start + 2, digits, 16) else { return nil }
      // Surrogate pairs need no decoding: a piece of a secret is found before or after them.
      return (digits == 2 ? [UInt8(value)] : scalar(value), start + 2 + digits, .escapes)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      return number(bytes, start + 1, 3, 8).map { ([UInt8($0)], start + 4, .escapes) }
    case UInt8(ascii: "n"): return ([0x0A], start + 2, .escapes)
    case UInt8(ascii: "r"): return ([0x0D], start + 2, .escapes)
    case UInt8(ascii: "t"): return ([0x09], start + 2, .escapes)
    default: return ([letter], start + 2, .escapes)
    }
  }

  // MARK: References

  private static func reference(_ bytes: [UInt8], _ start: Int) -> Escape? {
    guard let end = bytes[start...].prefix(14).firstIndex(of: UInt8(ascii: ";")), end > start + 1 else { return nil }
    let name = bytes[(start + 1)..<end]
    if name.first == UInt8(ascii: "#") {
      let isHexadecimal = name.dropFirst().first == UInt8(ascii: "x")
      let first = start + (isHexadecimal ? 3 : 2)
      guard let value = number(bytes, first, end - first, isHexadecimal ? 16 : 10) else { return nil }
      return (scalar(value), end + 1, .references)
    }
    return names[String(decoding: name, as: UTF8.self)].map { (Array($0.utf8), end + 1, .references) }
  }

  private static let names: [String: String] = [
    "quot": "\"", "amp": "&", "lt": "<", "gt": ">", "apos": "'", "sol": "/", "bsol": "\\", "plus": "+", "percnt": "%",
    "eacute": "\u{E9}", "uuml": "\u{FC}", "period": ".", "lowbar": "_",
  ]

  // MARK: Numbers

  private static func scalar(_ value: UInt32) -> [UInt8] {
    Unicode.Scalar(value).map { Array(String($0).utf8) } ?? []
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int, _ radix: UInt32) -> UInt32? {
    guard count > 0, count <= 7, start + count <= bytes.count else { return nil }
    var number: UInt32 = 0
    for byte in bytes[start..<start + count] {
      guard let digit = Digits.hexadecimal(byte), digit < radix else { return nil }
      number = number * radix + digit
    }
    return number
  }
}
