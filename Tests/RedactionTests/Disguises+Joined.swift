extension Disguises {
  /// Two ways at once, and ways that few programs write.
  static let joined: [Disguise] = [
    ("in pairs of digits with dashes", { pairs($0, "-") }),
    (
      "in pairs of digits with dashes and colons",
      { pairs($0, "-").split(separator: "-").joined(by: ["-", ":", ", "]) }
    ),
    ("in pairs of digits of a form", { pairs($0, "+") }),
    ("in numbers of code of a form", { percent($0.utf8.map { "0x" + digits(UInt32($0), 2) }.joined(separator: ", ")) }),
    ("in pairs of digits behind a word", { "key" + pairs($0, ":") + "xyz" }),
  ]
}

extension [Substring] {
  /// The parts joined by separators in turn.
  fileprivate func joined(by separators: [String]) -> String {
    enumerated().reduce(into: "") { text, part in
      if part.offset > 0 { text += separators[part.offset % separators.count] }
      text += part.element
    }
  }
}
