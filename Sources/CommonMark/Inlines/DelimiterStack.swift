/// A run of `*` or `_`.
struct DelimiterRun {
  let marker: UInt8
  /// The length in the text.
  let length: Int
  let canOpen: Bool
  let canClose: Bool
  /// The delimiters without a partner so far.
  var remaining: Int
  /// The emphasis that the run starts, innermost first, and the emphasis that it ends, in order.
  var starts: [Emphasis] = []
  var ends: [Emphasis] = []
  /// The neighbours in the stack.
  var previous: Int?
  var next: Int?

  init(marker: UInt8, length: Int, before: Flank, after: Flank) {
    self.marker = marker
    self.length = length
    remaining = length
    let isLeft = after != .whitespace && (after != .punctuation || before != .other)
    let isRight = before != .whitespace && (before != .punctuation || after != .other)
    if marker == UInt8(ascii: "_") {
      canOpen = isLeft && (!isRight || before == .punctuation)
      canClose = isRight && (!isLeft || after == .punctuation)
    } else {
      canOpen = isLeft
      canClose = isRight
    }
  }
}

/// The runs of delimiters of a text, and those that may still have a partner.
struct DelimiterStack {
  private var runs: [DelimiterRun] = []
  /// The last run that may have a partner.
  private(set) var top: Int?

  mutating func add(_ run: DelimiterRun) -> Int {
    var run = run
    run.previous = top
    let number = runs.count
    if let top { runs[top].next = number }
    runs.append(run)
    top = number
    return number
  }

  /// The inlines of a finished run: ends, the delimiters without a partner, and starts.
  func inlines(of number: Int) -> [Inline] {
    let run = runs[number]
    let rest = run.remaining > 0 ? [Inline.text(Array(repeating: run.marker, count: run.remaining))] : []
    return run.ends.map(Inline.end) + rest + run.starts.reversed().map(Inline.start)
  }

  /// Pairs the runs above a place in the stack, and removes them from it.
  mutating func match(above bottom: Int?) {
    // For each kind of closing run, the place below which no opening one is.
    var bottoms: [Int?] = Array(repeating: bottom, count: 12)
    var closer = first(above: bottom)
    while let current = closer {
      guard runs[current].canClose else {
        closer = runs[current].next
        continue
      }
      let kind = Self.kind(runs[current])
      if let opener = opener(for: current, above: bottoms[kind]) {
        pair(opener, current)
        if runs[current].remaining == 0 {
          closer = runs[current].next
          remove(current)
        }
      } else {
        bottoms[kind] = runs[current].previous
        closer = runs[current].next
        if !runs[current].canOpen { remove(current) }
      }
    }
    while let top, top != bottom { remove(top) }
  }

  private func first(above bottom: Int?) -> Int? {
    guard var run = top, run != bottom else { return nil }
    while let previous = runs[run].previous, previous != bottom { run = previous }
    return run
  }

  private func opener(for closer: Int, above bottom: Int?) -> Int? {
    let run = runs[closer]
    var candidate = run.previous
    while let current = candidate, current != bottom {
      let opener = runs[current]
      if opener.marker == run.marker, opener.canOpen {
        let isOdd = (run.canOpen || opener.canClose) && (run.length + opener.length) % 3 == 0
        if !isOdd || run.length % 3 == 0 && opener.length % 3 == 0 { return current }
      }
      candidate = opener.previous
    }
    return nil
  }

  private mutating func pair(_ opener: Int, _ closer: Int) {
    let isStrong = runs[opener].remaining >= 2 && runs[closer].remaining >= 2
    let emphasis = isStrong ? Emphasis.strong : .emphasis
    runs[opener].remaining -= isStrong ? 2 : 1
    runs[closer].remaining -= isStrong ? 2 : 1
    runs[opener].starts.append(emphasis)
    runs[closer].ends.append(emphasis)
    // What lies between them has no partner any more.
    runs[opener].next = closer
    runs[closer].previous = opener
    if runs[opener].remaining == 0 { remove(opener) }
  }

  private mutating func remove(_ number: Int) {
    let run = runs[number]
    if let previous = run.previous { runs[previous].next = run.next }
    if let next = run.next { runs[next].previous = run.previous } else { top = run.previous }
  }

  /// The kind of a closing run, by which openers are looked for.
  private static func kind(_ run: DelimiterRun) -> Int {
    (run.marker == UInt8(ascii: "*") ? 0 : 6) + (run.canOpen ? 3 : 0) + run.length % 3
  }
}
