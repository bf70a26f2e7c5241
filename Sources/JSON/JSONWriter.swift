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

  /// Writes the rest of a string, in which something has to be escaped: what lies between is copied in runs.
  private mutating func write(escaping string: String, from start: Int) {
    // A string of another form than UTF-8, which none of this program is, would be made native each time.
    var string = string
    string.makeContiguousUTF8()
    let text = string.utf8Span.span
    var position = start
    while position < text.count {
      let run = position
      while position < text.count, !Self.needsEscape(text[position]) { position += 1 }
      unsafe text.extracting(run..<position).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
      guard position < text.count else { return }
      writeEscaped(text[position])
      position += 1
    }
  }

  static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default: write(raw: byte < 0x10 ? "u000\(String(byte, radix: 16))" : "u00\(String(byte, radix: 16))")
    }
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
