/// The name by which a client's model knows a tool.
package struct ModelToolName: Sendable, Hashable {
  /// The treatment of a name that is too long.
  package enum Excess: Sendable, Hashable {
    /// The tool is not passed on.
    case dropped
    /// The end is cut off.
    case cut
    /// The middle is replaced by three dots.
    case cutInTheMiddle
    /// The end is replaced by a number of digits of a digest.
    case digest(Int)
  }

  /// A client's rule for names.
  package struct Rule: Sendable, Hashable {
    let prefix: String
    /// The text between the names of server and tool; `nil` if the tool's name is passed on alone.
    let separator: String?
    let maximum: Int?
    let excess: Excess
    /// Whether server and tool are only measured together, and the tool's name is passed on alone.
    let isMeasuredOnly: Bool
    let takesHyphens: Bool

    /// The tool's own name.
    package static let plain = Rule()

    init(
      prefix: String = "",
      separator: String? = nil,
      maximum: Int? = nil,
      excess: Excess = .dropped,
      isMeasuredOnly: Bool = false,
      takesHyphens: Bool = true
    ) {
      self.prefix = prefix
      self.separator = separator
      self.maximum = maximum
      self.excess = excess
      self.isMeasuredOnly = isMeasuredOnly
      self.takesHyphens = takesHyphens
    }
  }

  /// The name; `nil` if the tool is not passed on.
  package let text: String?
  /// The change beyond the prefix, in words; `nil` if there is none.
  package let loss: String?

  /// Applies a rule to a tool of a server.
  package init(_ tool: String, of server: String, by rule: Rule) {
    let whole = rule.separator.map { rule.prefix + server + $0 + tool } ?? tool
    let passed = rule.isMeasuredOnly ? tool : whole
    if !rule.takesHyphens, let first = whole.utf8.first, whole.contains("-") || !Self.isLetter(first) {
      self.init(nil, loss: "its name is refused: it has to begin with a letter and has letters, digits and _ alone")
      return
    }
    guard let maximum = rule.maximum, whole.count > maximum else {
      self.init(passed, loss: nil)
      return
    }
    switch rule.excess {
    case .dropped:
      let measured = rule.isMeasuredOnly ? "the names of server and tool together have" : "its name has"
      self.init(nil, loss: "\(measured) \(whole.count) characters, \(whole.count - maximum) too many")
    case .cut: self.init(String(whole.prefix(maximum)), loss: Self.cutting(whole, to: maximum))
    case .cutInTheMiddle:
      let kept = maximum - 3
      let text = "\(whole.prefix(kept - kept / 2))...\(whole.suffix(kept / 2))"
      self.init(text, loss: Self.cutting(whole, to: maximum))
    case .digest(let digits):
      // The digits are the client's affair; their number alone counts for the size.
      let text = "\(whole.prefix(maximum - digits - 1))_\(String(repeating: "#", count: digits))"
      self.init(text, loss: "\(Self.cutting(whole, to: maximum)), the last \(digits) of them a digest")
    }
  }

  private init(_ text: String?, loss: String?) {
    self.text = text
    self.loss = loss
  }

  private static func cutting(_ whole: String, to maximum: Int) -> String {
    "its name of \(whole.count) characters is cut to \(maximum)"
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }
}
