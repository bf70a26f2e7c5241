import Glibc

/// Cuts a stream of bytes into lines, bounded in their length.
///
/// A line that is too long is reported once and skipped to its end, so it costs no more memory than the limit (STD-08,
/// BASE-27). The line break, LF or CR LF, is not part of a line, and empty lines are skipped.
struct LineSplitter {
  enum Line {
    case complete(ArraySlice<UInt8>)
    case tooLong
  }

  private let maximumLength: Int
  /// The part of an incomplete line read so far.
  private var rest: [UInt8] = []
  private var isSkipping = false

  init(maximumLength: Int) { self.maximumLength = maximumLength }

  /// Adds bytes, and calls the closure for each line that they complete.
  mutating func append(_ bytes: ArraySlice<UInt8>, _ body: (Line) -> Void) {
    var bytes = bytes
    while let end = Self.lineEnd(in: bytes) {
      finish(bytes[..<end], body)
      bytes = bytes[(end + 1)...]
    }
    guard !isSkipping else { return }
    if rest.count + bytes.count > maximumLength {
      isSkipping = true
      rest = []
      body(.tooLong)
    } else {
      rest.append(contentsOf: bytes)
    }
  }

  private static func lineEnd(in bytes: ArraySlice<UInt8>) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer -> Int? in
      guard let start = buffer.baseAddress, let found = unsafe memchr(start, 10, buffer.count) else { return nil }
      return unsafe bytes.startIndex + (UnsafeRawPointer(found) - start)
    }
  }

  /// Takes what stands behind the last line's end: a message whose sender forgot it.
  mutating func finish(_ body: (Line) -> Void) { finish([], body) }

  private mutating func finish(_ end: ArraySlice<UInt8>, _ body: (Line) -> Void) {
    defer { isSkipping = false }
    guard !isSkipping else { return }
    guard rest.count + end.count <= maximumLength else {
      rest = []
      return body(.tooLong)
    }
    var line = end
    if !rest.isEmpty {
      rest.append(contentsOf: end)
      line = rest[...]
      rest = []
    }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    if !line.isEmpty { body(.complete(line)) }
  }
}
