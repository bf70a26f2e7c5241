/// Punycode, the ASCII form of non-ASCII host names (RFC 3492).
package enum Punycode {
  private static let base = 36
  private static let minimumThreshold = 1
  private static let maximumThreshold = 26
  private static let initialBias = 72
  private static let initial = 128
  /// The longest label of a host (RFC 1035 section 2.3.4), which bounds the work.
  private static let maximumLength = 63

  /// Decodes a host's label without its `xn--`.
  ///
  /// - Returns: The characters; `nil` if it is no valid Punycode.
  package static func decoded(_ label: Substring) -> String? {
    guard label.utf8.count <= maximumLength, label.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    let bytes = Array(label.utf8)
    let end = bytes.lastIndex(of: UInt8(ascii: "-"))
    var scalars = bytes[..<(end ?? 0)].map { Unicode.Scalar($0) }
    var rest = bytes[(end.map { $0 + 1 } ?? 0)...]
    var (code, bias, index) = (initial, initialBias, 0)
    while !rest.isEmpty {
      let before = index
      var (weight, step) = (1, base)
      while true {
        guard let digit = rest.popFirst().flatMap(digit) else { return nil }
        let (product, isTooLarge) = digit.multipliedReportingOverflow(by: weight)
        guard !isTooLarge, index <= Int(Int32.max) - product else { return nil }
        index += product
        let threshold = min(max(step - bias, minimumThreshold), maximumThreshold)
        if digit < threshold { break }
        let (next, isOver) = weight.multipliedReportingOverflow(by: base - threshold)
        guard !isOver, next <= Int(Int32.max) else { return nil }
        (weight, step) = (next, step + base)
      }
      let count = scalars.count + 1
      bias = adapted(index - before, count, isFirst: before == 0)
      code += index / count
      index %= count
      guard code <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
      scalars.insert(scalar, at: index)
      index += 1
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
    default: nil
    }
  }

  /// Adapts the bias (section 6.1).
  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps = 0
    while delta > (base - minimumThreshold) * maximumThreshold / 2 {
      delta /= base - minimumThreshold
      steps += base
    }
    return steps + (base - minimumThreshold + 1) * delta / (delta + 38)
  }
}
