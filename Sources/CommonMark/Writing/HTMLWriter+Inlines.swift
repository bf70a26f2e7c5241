import HTML

extension HTMLWriter {
  /// The deepest nesting of emphasis that is written; deeper emphasis is plain, since browsers bound the depth of a page.
  private static let maximumDepth = 32

  /// Writes inline content; a link in a link, or in an image that is written as one, is text.
  mutating func writeInlines(_ content: [UInt8]) {
    var depth = 0
    var links: [Bool] = []
    var images: [(target: LinkDefinitions.Target, text: [UInt8])] = []
    for inline in document.inlines(of: content, budget: &budget) {
      switch inline {
      case .startImage(let target): images.append((target, []))
      case .endImage:
        guard let image = images.popLast() else { continue }
        if images.isEmpty {
          write(image.target, alternative: image.text, isInLink: links.contains(true))
        } else {
          images[images.count - 1].text += image.text
        }
      case _ where !images.isEmpty: images[images.count - 1].text += Self.plainText(of: inline)
      case .text(let text): html += Self.text(text)
      case .code(let text): html += "<code>\(Self.text(text))</code>"
      case .softBreak: html += "\n"
      case .hardBreak: html += "<br>\n"
      case .start(let emphasis):
        depth += 1
        if depth <= Self.maximumDepth { html += emphasis == .strong ? "<strong>" : "<em>" }
      case .end(let emphasis):
        if depth <= Self.maximumDepth { html += emphasis == .strong ? "</strong>" : "</em>" }
        depth -= 1
      case .startLink(let target): links.append(open(target, isInLink: links.contains(true)))
      case .endLink: if links.popLast() == true { html += "</a>" }
      }
    }
  }

  /// Opens a link if its address is allowed.
  private mutating func open(_ target: LinkDefinitions.Target, isInLink: Bool) -> Bool {
    guard !isInLink, let address = policy.address(String(decoding: target.destination, as: UTF8.self)) else {
      return false
    }
    html += "<a href=\"\(HTMLText.prose(Self.encoded(address)))\"\(title(target))"
    if let relation = policy.relation, HTMLPolicy.isOnWeb(address) { html += " rel=\"\(relation)\"" }
    html += ">"
    return true
  }

  private mutating func write(_ image: LinkDefinitions.Target, alternative text: [UInt8], isInLink: Bool) {
    let address = policy.address(String(decoding: image.destination, as: UTF8.self))
    if let address, policy.showsImages, !HTMLPolicy.isOnWeb(address) {
      html += "<img src=\"\(HTMLText.prose(Self.encoded(address)))\" alt=\"\(Self.text(text))\"\(title(image))>"
      return
    }
    let isLink = open(image, isInLink: isInLink)
    // A link needs text to be seen by.
    html += text.isEmpty ? (isLink ? "Image" : "") : Self.text(text)
    if isLink { html += "</a>" }
  }

  private func title(_ target: LinkDefinitions.Target) -> String {
    target.title.isEmpty ? "" : " title=\"\(Self.text(target.title))\""
  }

  /// An address with the characters encoded that a URL must not have.
  private static func encoded(_ address: String) -> String {
    var result: [UInt8] = []
    for byte in address.utf8 {
      let isPlain = byte.isASCIILetter || byte.isASCIIDigit || "-_.~!*'();:@&=+$,/?#%".utf8.contains(byte)
      if isPlain { result.append(byte) } else { result += Array("%".utf8) + Array(Self.hexadecimal(byte).utf8) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  static func plainText(of inline: Inline) -> [UInt8] {
    switch inline {
    case .text(let text), .code(let text): text
    case .softBreak, .hardBreak: [UInt8(ascii: " ")]
    default: []
    }
  }
}
