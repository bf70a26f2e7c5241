import HTTPTypes

/// The header of an answer, from the lines that libcurl hands on one by one.
struct AnswerHeader {
  private(set) var fields = HTTPFields()
  /// Whether the line that ends the header has come.
  private(set) var isComplete = false
  /// The bytes of all lines, those of interim answers included.
  private(set) var size = 0

  /// Takes a line; one that is no field is skipped.
  mutating func receive(_ line: ArraySlice<UInt8>) {
    size += line.count
    let line = line.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    if line.isEmpty {
      isComplete = true
    } else if line.starts(with: "HTTP/".utf8) {
      // What came so far was an interim answer (1xx).
      fields = HTTPFields()
      isComplete = false
    } else if !isComplete {
      receive(field: line)
    }
    // Else the field follows the body; nothing asks for those.
  }

  private mutating func receive(field line: ArraySlice<UInt8>) {
    if let first = line.first, Self.isBlank(first) { return unfold(line) }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
      let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self))
    else { return }
    fields.append(HTTPField(name: name, value: Self.trim(line[(colon + 1)...])))
  }

  /// Continues the value before with a space (RFC 9112, section 5.2).
  private mutating func unfold(_ line: ArraySlice<UInt8>) {
    guard let last = fields.popLast() else { return }
    let value = unsafe last.withUnsafeBytesOfValue { unsafe Array($0) }
    fields.append(HTTPField(name: last.name, value: value + [UInt8(ascii: " ")] + Self.trim(line)))
  }

  private static func trim(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var value = value.drop(while: isBlank)
    while let last = value.last, isBlank(last) { value.removeLast() }
    return value
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
