/// HTML that is written by string interpolation, which escapes the text at each hole.
package struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The markup.
  package private(set) var text: String

  package init(stringLiteral text: String) { self.text = text }

  package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Takes markup from a writer that has escaped the text in it.
  package init(markup: String) { text = markup }

  package static func += (left: inout HTML, right: HTML) { left.text += right.text }

  /// The parts of an interpolation, escaped.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 32 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) { text += literal }

    /// Appends text, escaped for content and quoted attributes.
    package mutating func appendInterpolation(_ text: String) { self.text += HTMLText.prose(text) }

    /// Appends text, if there is any.
    package mutating func appendInterpolation(_ text: String?) { if let text { appendInterpolation(text) } }

    /// Appends a number.
    package mutating func appendInterpolation(_ number: Int) { text += String(number) }

    /// Appends markup as it is.
    package mutating func appendInterpolation(_ html: HTML) { text += html.text }

    /// Appends pieces of markup, one a line.
    package mutating func appendInterpolation(_ pieces: [HTML]) {
      text += pieces.map(\.text).joined(separator: "\n")
    }
  }
}
