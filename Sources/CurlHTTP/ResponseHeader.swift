package import HTTPTypes

/// The header of a response, from the lines that libcurl delivers one by one.
package struct ResponseHeader {
  /// The fields received so far.
  package private(set) var fields = HTTPFields()
  /// The last field so far, kept as bytes: its value may continue on many more lines.
  private var open: (name: HTTPField.Name, value: [UInt8])?
  /// Whether the empty line that ends the header has arrived.
  private(set) var isComplete = false
  /// The size of all lines, including interim responses, in bytes.
  private(set) var size = 0
  /// Whether the number of fields exceeds the limit.
  private(set) var hasTooManyFields = false

  /// The most fields of one response: `HTTPFields` ends the process at 65,535.
  private static let maximumFields = 10_000

  /// Makes an empty header.
  package init() {}

  /// Processes a line; one that is no field is skipped.
  package mutating func receive(_ line: ArraySlice<UInt8>) {
    size += line.count
    let line = line.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    if line.isEmpty {
      close()
      isComplete = true
    } else if line.starts(with: "HTTP/".utf8) {
      // A new status line: the lines so far were an interim response (1xx).
      fields = HTTPFields()
      open = nil
      isComplete = false
    } else if !isComplete {
      receive(field: line)
    }
    // Otherwise the field is a trailer after the body, which nobody uses.
  }

  private mutating func receive(field line: ArraySlice<UInt8>) {
    // A line that begins with white space continues the previous value with a space (RFC 9112, section 5.2).
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

  /// Adds the last field, whose value is complete once a line other than a continuation arrives.
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
