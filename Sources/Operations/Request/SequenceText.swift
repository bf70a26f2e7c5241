import JSON

/// Serializes the elements of an array as a sequential media type (OpenAPI 3.2.0, 4.14.1).
enum SequenceText {
  /// The bytes of the elements: a JSON value a line, records of RFC 7464, or the events of a stream.
  static func bytes(_ elements: [JSONValue], _ type: MediaTypeName) -> [UInt8] {
    elements.flatMap { element in
      if type.isEventStream { return event(element) }
      return (type.isTextSequence ? [0x1E] : []) + element.json + [UInt8(ascii: "\n")]
    }
  }

  /// The fields of an event, a line of data each (HTML, 9.2.6); a value that is no object is the field `data`.
  private static func event(_ value: JSONValue) -> [UInt8] {
    var lines: [String] = []
    for (name, value) in value.object ?? ["data": value] where !value.isNull {
      let text = value.string ?? value.description
      lines += text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { "\(name): \($0)\n" }
    }
    return Array((lines.joined() + "\n").utf8)
  }
}
