extension JSONValue {
  /// Canonical bytes, equal for equal values: for digests and seals, not for reading.
  ///
  /// Members are sorted by name and numbers written by value, so that a client that re-encodes a message is not
  /// mistaken for one that changed it.
  package var canonical: [UInt8] {
    var writer = JSONWriter()
    writer.write(canonical: self)
    return writer.bytes
  }
}

extension JSONWriter {
  fileprivate mutating func write(canonical value: JSONValue) {
    switch value {
    case .null, .bool, .string: write(value)
    case .number(let number): write(canonical: Decimal(number.text))
    case .array(let elements):
      write(raw: "[")
      for element in elements {
        write(canonical: element)
        write(raw: ",")
      }
      write(raw: "]")
    case .object(let object):
      write(raw: "{")
      for name in Set(object.names).sorted() {
        write(name)
        write(raw: ":")
        write(canonical: object[name] ?? .null)
        write(raw: ",")
      }
      write(raw: "}")
    }
  }

  private mutating func write(canonical number: Decimal) {
    write(raw: "\(number.isNegative ? "-" : "")\(number.digits)e\(number.exponent)")
  }
}
