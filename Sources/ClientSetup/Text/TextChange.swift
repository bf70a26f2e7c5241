/// The difference between two versions of a text as one replaced range; it can be undone in later versions.
package struct TextChange: Sendable, Hashable {
  /// The bytes that were replaced.
  package let old: [UInt8]
  /// The bytes that replaced them.
  package let new: [UInt8]
  /// The number of bytes before them.
  package let offset: Int

  package init(old: [UInt8], new: [UInt8], offset: Int) { (self.old, self.new, self.offset) = (old, new, offset) }

  /// The smallest range that differs, widened to whole UTF-8 sequences.
  package init(from before: [UInt8], to after: [UInt8]) {
    let shorter = min(before.count, after.count)
    var start = 0
    while start < shorter, before[start] == after[start] { start += 1 }
    var end = 0
    while end < shorter - start, before[before.count - 1 - end] == after[after.count - 1 - end] { end += 1 }
    func isInside(_ text: [UInt8], _ position: Int) -> Bool { position < text.count && text[position] & 0xC0 == 0x80 }
    while start > 0, isInside(before, start) || isInside(after, start) { start -= 1 }
    while end > 0, isInside(before, before.count - end) || isInside(after, after.count - end) { end -= 1 }
    self.init(
      old: Array(before[start..<(before.count - end)]),
      new: Array(after[start..<(after.count - end)]),
      offset: start
    )
  }

  /// The text before the change; `nil` unless the new bytes occur where they were, or exactly once.
  package func undone(in text: [UInt8]) -> [UInt8]? {
    guard !new.isEmpty else { return nil }
    if isInPlace(in: text) { return text.applying(TextEdit(offset..<(offset + new.count), old)) }
    let places = Self.places(of: new, in: text)
    guard let place = places.first, places.count == 1 else { return nil }
    return text.applying(TextEdit(place..<(place + new.count), old))
  }

  /// Whether the new bytes are at the position where they were put.
  func isInPlace(in text: [UInt8]) -> Bool {
    let end = offset + new.count
    return end <= text.count && text[offset..<end].elementsEqual(new)
  }

  /// The first two positions at which a pattern occurs, found in linear time (Knuth, Morris and Pratt).
  private static func places(of pattern: [UInt8], in text: [UInt8]) -> [Int] {
    var fallback = [0]
    var matched = 0
    for position in pattern.indices.dropFirst() {
      while matched > 0, pattern[position] != pattern[matched] { matched = fallback[matched - 1] }
      if pattern[position] == pattern[matched] { matched += 1 }
      fallback.append(matched)
    }
    var places: [Int] = []
    matched = 0
    for position in text.indices where places.count < 2 {
      while matched > 0, text[position] != pattern[matched] { matched = fallback[matched - 1] }
      if text[position] == pattern[matched] { matched += 1 }
      guard matched == pattern.count else { continue }
      places.append(position + 1 - matched)
      matched = fallback[matched - 1]
    }
    return places
  }
}
