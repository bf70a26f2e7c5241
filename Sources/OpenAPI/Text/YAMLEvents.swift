import CYAML

/// The sequence of events of a YAML text, from libyaml.
///
/// It copies only the scalars and stores no tree: the reader must limit depth and size.
@safe struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let text: UnsafeBufferPointer<UInt8>

  /// Parses a text while a closure runs.
  ///
  /// - Parameters:
  ///   - text: UTF-8, validated, without a byte order mark.
  ///   - body: Reads the events.
  /// - Returns: The result of the closure.
  /// - Throws: Errors of the closure.
  static func read<Result>(
    _ text: Span<UInt8>,
    _ body: (inout YAMLEvents) throws(DocumentError) -> Result
  ) throws(DocumentError) -> Result {
    try unsafe text.withUnsafeBufferPointer { bytes throws(DocumentError) in
      var events = try unsafe YAMLEvents(bytes)
      return try body(&events)
    }
  }

  private init(_ text: UnsafeBufferPointer<UInt8>) throws(DocumentError) {
    unsafe parser = .allocate(capacity: 1)
    unsafe self.text = text
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw .malformed("There is not enough memory to read the YAML text.")
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  /// The next event with its start position; the start of the stream is skipped.
  mutating func next() throws(DocumentError) -> (event: YAMLEvent, mark: YAMLMark) {
    while true {
      var event = unsafe yaml_event_t()
      guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure }
      defer { unsafe yaml_event_delete(&event) }
      if let known = unsafe YAMLEvent(event) { return (known, YAMLMark(unsafe event.start_mark)) }
    }
  }

  /// The error of the last event, with its position.
  private var failure: DocumentError {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
    var line = unsafe YAMLMark(parser.pointee.problem_mark).line
    // A decoding error has an offset instead of a mark.
    if unsafe parser.pointee.error == YAML_READER_ERROR {
      let offset = unsafe min(parser.pointee.problem_offset, text.count)
      line = unsafe 1 + text[..<offset].count { $0 == 0x0A }
      return .malformed("The text is not YAML that can be read: \(problem) in line \(line).")
    }
    let column = unsafe YAMLMark(parser.pointee.problem_mark).column
    return .malformed("The text is not YAML that can be read: \(problem) in line \(line), column \(column).")
  }
}

extension YAMLMark {
  fileprivate init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}

extension YAMLEvent {
  /// Copies an event; `nil` for one without content.
  fileprivate init?(_ event: yaml_event_t) {
    switch unsafe event.type {
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      self = .scalar(
        YAMLScalar(
          text: unsafe String(decoding: bytes, as: UTF8.self),
          tag: unsafe String(scalar.tag),
          isPlain: unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
        ),
        anchor: unsafe String(scalar.anchor)
      )
    case YAML_SEQUENCE_START_EVENT: self = .sequenceStart(anchor: unsafe String(event.data.sequence_start.anchor))
    case YAML_SEQUENCE_END_EVENT: self = .sequenceEnd
    case YAML_MAPPING_START_EVENT: self = .mappingStart(anchor: unsafe String(event.data.mapping_start.anchor))
    case YAML_MAPPING_END_EVENT: self = .mappingEnd
    case YAML_ALIAS_EVENT: self = .alias(unsafe String(event.data.alias.anchor) ?? "")
    case YAML_DOCUMENT_START_EVENT: self = .documentStart
    case YAML_DOCUMENT_END_EVENT: self = .documentEnd
    // libyaml gives an event of no kind after the end of the stream.
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: self = .streamEnd
    default: return nil
    }
  }
}

extension String {
  fileprivate init?(_ text: UnsafeMutablePointer<yaml_char_t>?) {
    guard let text = unsafe text else { return nil }
    unsafe self.init(cString: text)
  }
}
