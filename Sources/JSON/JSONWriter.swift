/// Writes JSON values as compact UTF-8 text: without white space or line breaks, and with the fewest escapes.
package struct JSONWriter {
  /// The bytes written so far.
  package private(set) var bytes: [UInt8]

  /// Makes an empty writer.
  package init(reservingCapacity capacity: Int = 256) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Makes a writer that appends to bytes.
  package init(appendingTo bytes: consuming [UInt8]) { self.bytes = bytes }

  /// Writes a value.
  package mutating func write(_ value: JSONValue) {
    switch value {
    case .null: write(raw: "null")
    case .bool(let value): write(raw: value ? "true" : "false")
    case .number(let value): write(raw: value.text)
    case .string(let value): write(value)
    case .array(let elements): write(elements)
    case .object(let object): write(object)
    }
  }

  /// Writes an array.
  package mutating func write(_ elements: [JSONValue]) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(element)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Writes an object.
  package mutating func write(_ object: JSONObject) {
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for member in object.members {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(member.name)
      bytes.append(UInt8(ascii: ":"))
      write(member.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Writes a string in quotation marks.
  package mutating func write(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    bytes.append(contentsOf: string.utf8)
    // Most strings need no escape: they are copied at once and only scanned. By position, not by slice: a slice that is
    // alive when the buffer changes forces a copy of everything written so far.
    var position = start
    while position < bytes.count, !Self.needsEscape(bytes[position]) { position += 1 }
    if position < bytes.count {
      bytes.removeLast(bytes.count - position)
      write(escaping: string, from: position - start)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends text that is already JSON.
  package mutating func write(raw text: String) { bytes.append(contentsOf: text.utf8) }

  /// Appends bytes that are already JSON.
  package mutating func write(raw json: [UInt8]) { bytes.append(contentsOf: json) }

  /// Writes the rest of a string, in which something has to be escaped: counted first, so that room is made once.
  private mutating func write(escaping string: String, from start: Int) {
    // A string of another form than UTF-8, which none of this program is, would be made native each time.
    var string = string
    string.makeContiguousUTF8()
    let text = string.utf8Span.span
    var place = bytes.count
    var size = place
    for position in start..<text.count { size += Int(Self.sizes[Int(text[position])]) }
    bytes.append(contentsOf: repeatElement(0, count: size - place))
    let sizes = Self.sizes.span
    var target = bytes.mutableSpan
    for position in start..<text.count {
      let byte = text[position]
      let size = sizes[Int(byte)]
      if size == 1 {
        target[place] = byte
      } else {
        target[place] = UInt8(ascii: "\\")
        target[place + 1] = Self.letters[Int(byte)]
        if size > 2 {
          target[place + 2] = UInt8(ascii: "0")
          target[place + 3] = UInt8(ascii: "0")
          target[place + 4] = UInt8(ascii: "0") + byte >> 4
          target[place + 5] = Self.digits[Int(byte & 15)]
        }
      }
      place += Int(size)
    }
  }

  /// The number of bytes that each byte of a string is written as.
  private static let sizes: [UInt8] = (0...255).map { byte in
    needsEscape(byte) ? letters[Int(byte)] == UInt8(ascii: "u") ? 6 : 2 : 1
  }

  /// The letter of the escape of each byte.
  private static let letters: [UInt8] = (0...255).map { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
    case 0x08: UInt8(ascii: "b")
    case 0x09: UInt8(ascii: "t")
    case 0x0A: UInt8(ascii: "n")
    case 0x0C: UInt8(ascii: "f")
    case 0x0D: UInt8(ascii: "r")
    default: UInt8(ascii: "u")
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }
}

extension JSONValue {
  /// The value as compact JSON text.
  package var json: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.bytes
  }
}

extension JSONValue: CustomStringConvertible {
  package var description: String { String(decoding: json, as: UTF8.self) }
}
