import Glibc

/// Output of a server, split into lines that are searched in place: the driver must cost almost nothing.
struct LineBuffer {
  /// Bytes read but not taken lie in `start..<end`.
  private var bytes = [UInt8](repeating: 0, count: 1 << 18)
  private var start = 0
  private var end = 0

  /// Reads once, and returns the result of `read`.
  ///
  /// Ranges of lines taken before become invalid.
  mutating func fill(from descriptor: Int32) -> Int {
    makeRoom()
    // Safe: the pointer is used within the array and during the call alone.
    let count = unsafe bytes.withUnsafeMutableBytes { [end] buffer in
      unsafe read(descriptor, buffer.baseAddress?.advanced(by: end), buffer.count - end)
    }
    end += max(0, count)
    return count
  }

  /// Takes the next complete line, as its range in the buffer; `nil` if there is none.
  mutating func next() -> Range<Int>? {
    guard let length = offset(of: Self.lineEnd, in: start..<end) else { return nil }
    defer { start += length + 1 }
    return start..<(start + length)
  }

  func contains(_ text: [UInt8], in line: Range<Int>) -> Bool { offset(of: text, in: line) != nil }

  /// The id of a reply: the first `"id":` followed by digits; `nil` if there is none.
  ///
  /// Ids of other things are strings, and within strings the quotation marks are escaped.
  func id(in line: Range<Int>) -> Int? {
    guard let offset = offset(of: Self.idName, in: line) else { return nil }
    var number: Int?
    for byte in bytes[(line.lowerBound + offset + Self.idName.count)..<line.upperBound] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { break }
      number = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  /// Whether a line is a notification, such as a log message.
  func isNotification(_ line: Range<Int>) -> Bool { contains(Self.notification, in: line.prefix(60)) }

  func text(of line: Range<Int>) -> String { String(decoding: bytes[line].prefix(500), as: UTF8.self) }

  private static let lineEnd = [UInt8(ascii: "\n")]
  private static let notification = Array(#""method":"notifications/"#.utf8)
  private static let idName = Array(#""id":"#.utf8)

  private mutating func makeRoom() {
    if start == end {
      start = 0
      end = 0
    } else if start > 0 {
      // Safe: both places are within the array.
      unsafe bytes.withUnsafeMutableBytes { [start, end] buffer in
        guard let base = buffer.baseAddress else { return }
        _ = unsafe memmove(base, base.advanced(by: start), end - start)
      }
      end -= start
      start = 0
    }
    if end == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
  }

  private func offset(of text: [UInt8], in range: Range<Int>) -> Int? {
    // Safe: no search goes beyond the range, which is within the array; the pointers stay within the call.
    unsafe bytes.withUnsafeBytes { bytes -> Int? in
      guard let first = text.first, let base = unsafe bytes.baseAddress?.advanced(by: range.lowerBound) else {
        return nil
      }
      var offset = 0
      while offset + text.count <= range.count {
        let rest = range.count - text.count + 1 - offset
        guard let found = unsafe memchr(base.advanced(by: offset), Int32(first), rest) else { return nil }
        offset = unsafe UnsafeRawPointer(found) - base
        if unsafe memcmp(found, text, text.count) == 0 { return offset }
        offset += 1
      }
      return nil
    }
  }
}
