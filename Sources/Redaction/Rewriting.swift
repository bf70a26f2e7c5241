/// Bytes made from others by replacements, with a mapping from each byte back to its source.
struct Rewriting {
  /// One replacement; the bytes between replacements stay as they are.
  ///
  /// Offsets take 32 bits, since a text may consist of replacements alone; ``SecretScan`` accepts no longer text.
  struct Edit: Sendable {
    /// The end of the replacement in the new bytes.
    let end: UInt32
    /// The range of the replaced bytes in the source.
    let sourceStart: UInt32
    let sourceEnd: UInt32
  }

  let source: [UInt8]
  private(set) var bytes: [UInt8] = []
  private(set) var edits: [Edit] = []
  private var copied = 0

  init(_ source: [UInt8]) { self.source = source }

  /// Replaces bytes behind the last replacement.
  mutating func replace(_ start: Int, _ end: Int, with new: some Collection<UInt8>) {
    copy(to: start)
    bytes.append(contentsOf: new)
    note(start, end)
  }

  mutating func replace(_ start: Int, _ end: Int, with byte: UInt8) {
    copy(to: start)
    bytes.append(byte)
    note(start, end)
  }

  mutating func replace(_ start: Int, _ end: Int, with scalar: Unicode.Scalar) {
    guard !scalar.isASCII else { return replace(start, end, with: UInt8(truncatingIfNeeded: scalar.value)) }
    replace(start, end, with: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  mutating func remove(_ start: Int, _ end: Int) {
    copy(to: start)
    note(start, end)
  }

  private mutating func copy(to start: Int) {
    if bytes.isEmpty { bytes.reserveCapacity(source.count) }
    if copied < start { bytes.append(contentsOf: source[copied..<start]) }
  }

  private mutating func note(_ start: Int, _ end: Int) {
    copied = end
    edits.append(
      Edit(
        end: UInt32(truncatingIfNeeded: bytes.count),
        sourceStart: UInt32(truncatingIfNeeded: start),
        sourceEnd: UInt32(truncatingIfNeeded: end)
      )
    )
  }

  /// The new bytes; `nil` if nothing was replaced.
  mutating func finished() -> [UInt8]? {
    guard !edits.isEmpty else { return nil }
    if copied < source.count { bytes.append(contentsOf: source[copied...]) }
    copied = source.count
    return bytes
  }
}

extension [Rewriting.Edit] {
  /// Whether one of earlier replacements, from which the source was made, lies within the source of one of these.
  func haveInside(_ earlier: [Rewriting.Edit], where counts: (Rewriting.Edit) -> Bool) -> Bool {
    var next = 0
    var (end, sourceEnd): (UInt32, UInt32) = (0, 0)
    for edit in earlier {
      // The replacement is empty where something was removed.
      let start = end + (edit.sourceStart - sourceEnd)
      (end, sourceEnd) = (edit.end, edit.sourceEnd)
      while next < count, self[next].sourceEnd <= start { next += 1 }
      guard next < count else { return false }
      if self[next].sourceStart < Swift.max(start, end), counts(edit) { return true }
    }
    return false
  }

  /// The source of a range of the new bytes; a replacement counts as a whole.
  func source(of range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else { return range }
    let lower = place(of: range.lowerBound).lowerBound
    return lower..<Swift.max(lower, place(of: range.upperBound - 1).upperBound)
  }

  private func place(of position: Int) -> Range<Int> {
    // The first replacement that ends behind the position.
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(self[middle].end) > position { high = middle } else { low = middle + 1 }
    }
    let (end, sourceEnd) = low == 0 ? (0, 0) : (Int(self[low - 1].end), Int(self[low - 1].sourceEnd))
    let source = sourceEnd + position - end
    if low < count, source >= Int(self[low].sourceStart) {
      return Int(self[low].sourceStart)..<Int(self[low].sourceEnd)
    }
    return source..<source + 1
  }
}
