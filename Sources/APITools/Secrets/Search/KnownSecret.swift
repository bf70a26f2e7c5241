/// A secret, prepared once for being looked for in any number of texts.
package final class KnownSecret: Sendable {
  package let text: String
  /// Whether it is so short that only a whole value is it: elsewhere the same letters mean something else.
  package let isShort: Bool
  /// The secret as it is, and as it reads where something has been undone that only looks like an escape.
  let patterns: [SecretPattern]
  /// How its characters beyond ASCII are compared.
  let folding: Folding

  package init(_ text: String) {
    self.text = text
    let folding = Folding(text)
    self.folding = folding
    var forms: [[UInt8]] = []
    var next: [UInt8]? = Array(text.utf8)
    while let form = next, forms.count < SecretScan.passes {
      forms.append(form)
      var unescaping = Unescaping.of(form)
      next = unescaping.finished()
    }
    var collapsing = Unescaping.of(forms[0], isCollapsing: true)
    if let form = collapsing.finished() { forms.append(form) }
    forms += Self.wideForms(of: text)
    var patterns: [SecretPattern] = []
    for form in forms {
      var compaction = Compaction.of(form, folding)
      let pattern = SecretPattern(compaction.finished() ?? form, of: text.unicodeScalars.count)
      if !pattern.bytes.isEmpty, !patterns.contains(pattern) { patterns.append(pattern) }
    }
    isShort = text.unicodeScalars.count < SecretPattern.minimumLength
    self.patterns = patterns
  }

  /// The secret in UTF-16, which differs from others by more than bytes of zero only where it has such characters.
  private static func wideForms(of text: String) -> [[UInt8]] {
    guard text.unicodeScalars.contains(where: { $0.value > 0xFF }) else { return [] }
    let pairs = text.utf16.map { (UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)) }
    return [pairs.flatMap { [$0.0, $0.1] }, pairs.flatMap { [$0.1, $0.0] }]
  }
}

extension KnownSecret: ExpressibleByStringLiteral {
  package convenience init(stringLiteral value: String) { self.init(value) }
}

extension KnownSecret: Equatable {
  package static func == (one: KnownSecret, other: KnownSecret) -> Bool { one.text == other.text }
}
