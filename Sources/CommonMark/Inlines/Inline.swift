/// A part of the content of a block.
enum Inline: Sendable {
  case text([UInt8])
  case code([UInt8])
  case softBreak
  case hardBreak
  case start(Emphasis)
  case end(Emphasis)
  case startLink(LinkDefinitions.Target)
  case endLink
  case startImage(LinkDefinitions.Target)
  case endImage
}

/// A grade of emphasis.
enum Emphasis: Sendable {
  case emphasis, strong
}
