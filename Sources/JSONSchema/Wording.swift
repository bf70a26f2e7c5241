import JSON

extension [String] {
  /// Joins texts with commas, and the last one with a word such as ` or `: `a, b or c`.
  func joined(_ word: String) -> String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + word + last
  }

  /// Joins texts with commas, up to a readable number of them.
  func listed(atMost count: Int = 30) -> String {
    let rest = self.count - count
    return prefix(count).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}

extension JSONValue {
  /// The value as JSON text, truncated if long.
  var shortText: String {
    var writer = JSONWriter()
    writer.write(self)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    return text.count <= 100 ? text : text.prefix(99) + "…"
  }
}

extension Int {
  /// The number with a noun in the singular or plural.
  func counted(_ noun: String, plural: String? = nil) -> String {
    self == 1 ? "1 \(noun)" : "\(self) \(plural ?? noun + "s")"
  }
}
