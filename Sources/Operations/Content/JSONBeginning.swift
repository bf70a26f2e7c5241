/// Completes a JSON text that was cut off.
enum JSONBeginning {
  /// The text up to its last complete value, with open brackets closed; `nil` if there is no complete value.
  ///
  /// Only brackets, strings and separators are examined: text that was not JSON stays that.
  static func completed(_ bytes: [UInt8]) -> [UInt8]? {
    var scan = Scan()
    for (offset, byte) in bytes.enumerated() { scan.take(byte, at: offset) }
    guard let end = scan.end else { return nil }
    return bytes[..<end] + scan.closers
  }

  private struct Scan {
    /// The closing bytes of open arrays and objects.
    private var open: [UInt8] = []
    /// The end of the last complete value.
    private(set) var end: Int?
    /// The number of arrays and objects open at that point; none was closed since, because that would complete a value.
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// Whether the next string is the name of a member.
    private var isName = false
    /// Whether a number or literal has started.
    private var isInWord = false

    var closers: [UInt8] { open.prefix(depth).reversed() }

    mutating func take(_ byte: UInt8, at offset: Int) {
      guard !isInString else { return takeInString(byte, at: offset) }
      if isInWord, isDelimiter(byte) {
        isInWord = false
        complete(at: offset)
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"): begin(UInt8(ascii: "}"), at: offset)
      case UInt8(ascii: "["): begin(UInt8(ascii: "]"), at: offset)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        _ = open.popLast()
        isName = false
        complete(at: offset + 1)
      case UInt8(ascii: ","): isName = open.last == UInt8(ascii: "}")
      case UInt8(ascii: ":"): isName = false
      case let byte where !isDelimiter(byte): isInWord = true
      default: break
      }
    }

    private mutating func takeInString(_ byte: UInt8, at offset: Int) {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
        if !isName { complete(at: offset + 1) }
      }
    }

    private mutating func begin(_ closer: UInt8, at offset: Int) {
      open.append(closer)
      isName = closer == UInt8(ascii: "}")
      complete(at: offset + 1)
    }

    private mutating func complete(at offset: Int) {
      end = offset
      depth = open.count
    }

    private func isDelimiter(_ byte: UInt8) -> Bool {
      byte <= 0x20 || "{}[],:\"".utf8.contains(byte)
    }
  }
}
