/// An index of a text's runs of backticks by length, to find the end of a code span without a search.
struct BacktickRuns {
  /// The starts of the runs of each length, last first.
  private var starts: [Int: [Substring.Index]] = [:]

  init(_ text: Substring) {
    guard text.utf8.contains(UInt8(ascii: "`")) else { return }
    var position = text.startIndex
    while let start = text[position...].firstIndex(of: "`") {
      let run = text[start...].prefix { $0 == "`" }
      starts[run.count, default: []].append(start)
      position = run.endIndex
    }
    for length in starts.keys { starts[length]?.reverse() }
  }

  /// The start of the next run of the same length after a given one; `nil` if there is none.
  ///
  /// Calls must proceed in the order of the text.
  mutating func closing(_ marks: Substring) -> Substring.Index? {
    let length = marks.count
    while let start = starts[length]?.last {
      if start >= marks.endIndex { return start }
      starts[length]?.removeLast()
    }
    return nil
  }
}
