/// A range of a text, and the bytes that replace it.
struct TextEdit {
  let range: Range<Int>
  let bytes: [UInt8]

  init(_ range: Range<Int>, _ bytes: [UInt8] = []) { (self.range, self.bytes) = (range, bytes) }

  /// Inserts bytes before a position.
  init(at position: Int, _ bytes: [UInt8]) { self.init(position..<position, bytes) }
}

extension [UInt8] {
  /// The text after edits, which are in the order of their ranges and do not overlap.
  func applying(_ edits: TextEdit...) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count + edits.reduce(0) { $0 + $1.bytes.count })
    var position = 0
    for edit in edits {
      result += self[position..<edit.range.lowerBound]
      result += edit.bytes
      position = edit.range.upperBound
    }
    result += self[position...]
    return result
  }
}
