/// The link reference definitions of a document (CommonMark section 4.7).
struct LinkDefinitions: Sendable {
  /// The target of a reference.
  struct Target: Sendable {
    let destination: [UInt8]
    let title: [UInt8]
  }

  private var targets: [[UInt8]: Target] = [:]
  /// The length of the document in bytes.
  var length = 0

  subscript(label: ArraySlice<UInt8>) -> Target? {
    guard !targets.isEmpty, label.count <= LinkParts.maximumLabel else { return nil }
    return Self.normalized(label).flatMap { targets[$0] }
  }

  /// Takes the definitions off the start of a paragraph.
  mutating func takeDefinitions(from content: inout [UInt8]) {
    var rest = content[...]
    while rest.first == UInt8(ascii: "["), let end = takeDefinition(rest) { rest = rest[end...] }
    if rest.startIndex > 0 { content = Array(rest) }
  }

  /// The end of a definition at the start of a text, its line break included.
  private mutating func takeDefinition(_ text: ArraySlice<UInt8>) -> Int? {
    guard let label = LinkParts.label(text), let name = Self.normalized(label) else { return nil }
    let colon = label.endIndex + 1
    guard colon < text.endIndex, text[colon] == UInt8(ascii: ":") else { return nil }
    let start = LinkParts.skippingBreak(text[(colon + 1)...])
    guard let (destination, rest) = LinkParts.destination(start) else { return nil }
    if start.isEmpty || rest.startIndex == start.startIndex { return nil }
    var end = Self.endOfLine(rest)
    var title: [UInt8] = []
    let beforeTitle = LinkParts.skippingBreak(rest)
    if beforeTitle.startIndex > rest.startIndex, let (text, rest) = LinkParts.title(beforeTitle),
      let endOfTitle = Self.endOfLine(rest)
    {
      title = text
      end = endOfTitle
    }
    guard let end else { return nil }
    if targets[name] == nil { targets[name] = Target(destination: destination, title: title) }
    return end
  }

  /// The start of the next line if only white space is before it.
  private static func endOfLine(_ text: ArraySlice<UInt8>) -> Int? {
    let rest = text.drop(while: \.isSpaceOrTab)
    if rest.isEmpty { return rest.startIndex }
    return rest.first == 0x0A ? rest.startIndex + 1 : nil
  }

  /// A label with its case folded and its white space collapsed; `nil` for one that is blank.
  private static func normalized(_ label: ArraySlice<UInt8>) -> [UInt8]? {
    let words = label.split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty else { return nil }
    let text = Array(words.joined(separator: [UInt8(ascii: " ")]))
    return Array(String(decoding: text, as: UTF8.self).lowercased().uppercased().utf8)
  }
}
