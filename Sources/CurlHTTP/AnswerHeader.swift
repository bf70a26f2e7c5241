package import HTTPTypes

/// The header of an answer, from the lines that libcurl hands on one by one.
package struct AnswerHeader {
  package private(set) var fields = HTTPFields()
  /// The last field so far, kept as bytes: its value may go on in many more lines.
  private var open: (name: HTTPField.Name, value: [UInt8])?
  /// Whether the line that ends the header has come.
  private(set) var isComplete = false
  /// The bytes of all lines, those of interim answers included.
  private(set) var size = 0
  /// Whether there were more fields than are kept.
  private(set) var hasTooManyFields = false

  /// The most fields of one response: `HTTPFields` ends the process at 65,535.
  private static let maximumFields = 10_000

  package init() {}

  /// Takes a line; one that is no field is skipped.
  package mutating func receive(_ line: ArraySlice<UInt8>) {
    size += line.count
    let line = line.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    if line.isEmpty {
      close()
      isComplete = true
    } else if line.starts(with: "HTTP/".utf8) {
      // What came so far was an interim answer (1xx).
      fields = HTTPFields()
      open = nil
      isComplete = false
    } else if !isComplete {
      receive(field: line)
    }
    // Else the field follows the body; nothing asks for those.
  }

  private mutating func receive(field line: ArraySlice<UInt8>) {
    // A line that begins with a blank continues the value before it with a space (RFC 9112, section 5.2).
    if let first = line.first, Self.isBlank(first) {
      open?.value.append(UInt8(ascii: " "))
      open?.value.append(contentsOf: Self.trim(line))
      return
    }
    close()
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
      let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self))
    else { return }
    open = (name, Array(Self.trim(line[(colon + 1)...])))
  }

  /// Adds the last field, whose value is whole once another line than a continuation comes.
  private mutating func close() {
    guard let field = open else { return }
    open = nil
    guard fields.count < Self.maximumFields else {
      hasTooManyFields = true
      return
    }
    fields.append(HTTPField(name: field.name, value: field.value))
  }

  private static func trim(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var value = value.drop(while: isBlank)
    while let last = value.last, isBlank(last) { value.removeLast() }
    return value
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
