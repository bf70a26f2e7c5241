import LazyValue

/// A secret, prepared once for searches in any number of texts.
package final class KnownSecret: Sendable {
  /// The secret itself.
  package let text: String
  /// Whether the secret is so short that only a whole value counts: elsewhere the same letters mean something else.
  package let isShort: Bool
  /// The patterns for searches: many secrets are known by name only.
  private let prepared: Lazy<Prepared>
  private let ownClaims: Lazy<TokenClaims?>
  /// Whether the secret has the three parts of a signed token.
  package let isSigned: Bool
  /// A hash of the secret, valid within this process.
  package let digest: Int

  private struct Prepared: Sendable {
    let patterns: [SecretPattern]
    let folding: Folding
    /// The forms before they are folded.
    let forms: [[UInt8]]
  }

  /// Prepares a secret.
  package init(_ text: String) {
    self.text = text
    ownClaims = Lazy { TokenClaims(text) }
    isSigned = text.utf8.count { $0 == UInt8(ascii: ".") } == 2
    digest = text.hashValue
    // A character has at most four bytes.
    let minimum = SecretPattern.minimumLength
    isShort = text.utf8.count < 4 * minimum && text.unicodeScalars.count < minimum
    prepared = Lazy { Self.prepared(text) }
  }

  /// The forms of the secret: as it is, and with sequences decoded that only look like escapes.
  var patterns: [SecretPattern] { prepared.value.patterns }

  /// The folding of its characters beyond ASCII.
  var folding: Folding { prepared.value.folding }

  private static func prepared(_ text: String) -> Prepared {
    let folding = Folding(text)
    var forms: [[UInt8]] = []
    var next: [UInt8]? = Array(text.utf8)
    while let form = next, forms.count < SecretScan.passes {
      forms.append(form)
      var unescaping = Unescaping.of(form)
      next = unescaping.finished()
    }
    var collapsing = Unescaping.of(forms[0], isCollapsing: true)
    if let form = collapsing.finished() { forms.append(form) }
    forms += wideForms(of: text)
    forms += misreadForms(of: text)
    return Prepared(patterns: patterns(of: text, forms, folding), folding: folding, forms: forms)
  }

  /// The forms as a text is folded in which other secrets are searched, too.
  ///
  /// A decoded form may have bytes that are a character of another secret in Latin-1, which the text's folding rewrites.
  func patterns(in folding: Folding) -> [SecretPattern] {
    let own = prepared.value
    guard folding.characters.count > own.folding.characters.count else { return own.patterns }
    guard own.forms.contains(where: { $0.contains { $0 >= 0x80 } }) else { return own.patterns }
    return Self.patterns(of: text, own.forms, folding)
  }

  private static func patterns(of text: String, _ forms: [[UInt8]], _ folding: Folding) -> [SecretPattern] {
    let length = text.unicodeScalars.count
    var patterns: [SecretPattern] = []
    for form in forms {
      var compaction = Compaction.of(form, folding)
      let pattern = SecretPattern(compaction.finished() ?? form, of: length)
      if !pattern.bytes.isEmpty, !patterns.contains(pattern) { patterns.append(pattern) }
    }
    return patterns
  }

  /// Claims of a signed token; `nil` if it is none.
  package var claims: TokenClaims? { ownClaims.value }

  /// The secret in UTF-16; empty without characters beyond Latin-1, since then only zeros differ, which compaction
  /// removes.
  private static func wideForms(of text: String) -> [[UInt8]] {
    guard text.unicodeScalars.contains(where: { $0.value > 0xFF }) else { return [] }
    let pairs = text.utf16.map { (UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)) }
    return [pairs.flatMap { [$0.0, $0.1] }, pairs.flatMap { [$0.1, $0.0] }]
  }

  /// The secret as a program shows it that has read its bytes in another encoding; empty for ASCII.
  ///
  /// UTF-8 read as Windows-1252 or Latin-1, also twice, is reversible. With one sign in place of each character or byte
  /// that is unknown, most of a secret stays readable.
  private static func misreadForms(of text: String) -> [[UInt8]] {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return [] }
    let windows = TextEncoding.windows1252(text.utf8)
    let latin = String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
    var forms = [windows, latin, TextEncoding.windows1252(windows.utf8)]
    let letters = text.unicodeScalars
    guard 2 * letters.count(where: \.isASCII) >= letters.count else { return forms.map { Array($0.utf8) } }
    for sign in ["?", "\u{FFFD}"] {
      forms.append(letters.reduce(into: "") { $0 += $1.isASCII ? String($1) : sign })
      forms.append(text.utf8.reduce(into: "") { $0 += $1 < 0x80 ? String(Unicode.Scalar($1)) : sign })
    }
    return forms.map { Array($0.utf8) }
  }
}

extension KnownSecret: ExpressibleByStringLiteral {
  /// Prepares the secret of a literal.
  package convenience init(stringLiteral value: String) { self.init(value) }
}

extension KnownSecret: Equatable {
  /// Compares the texts.
  package static func == (one: KnownSecret, other: KnownSecret) -> Bool {
    one.digest == other.digest && one.text == other.text
  }
}
