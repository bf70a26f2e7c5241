/// Searches everything that a model, log or record may contain for secrets and pieces of them.
///
/// It is independent of the spellings that the backend uses and of the redaction: it undoes every known encoding of the
/// bytes and searches for the plain secrets. So it finds a spelling that the redaction forgot.
package struct LeakSearch: Sendable {
  /// A secret that was found: its name, and the disguise that was removed; never the secret itself.
  package struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// The name of the secret.
    package let secret: String
    /// The disguise in which it was found.
    package let disguise: Disguise

    /// The finding in words.
    package var description: String { "the \(secret), \(disguise.rawValue)" }
  }

  /// Length of a piece, in bytes: so many consecutive bytes of a secret do not occur by chance.
  package static let pieceLength = 8

  /// The name of the secret that each piece belongs to.
  private let pieces: [UInt64: String]
  /// A table of the pieces' hashes, so that nearly all other bytes are skipped quickly.
  private let marks: [Bool]

  /// Prepares a search for secrets.
  package init(_ secrets: [CanarySecrets.Secret]) {
    var pieces: [UInt64: String] = [:]
    var marks = [Bool](repeating: false, count: 1 << 12)
    for (secret, section) in secrets.flatMap({ secret in secret.sections.map { (secret, $0) } }) {
      var piece: UInt64 = 0
      // In plain look, as they are searched for: views have it, or contain it next to the rest.
      let text = Look.plain(Array(section.utf8)) ?? Array(section.utf8)
      for (position, byte) in text.enumerated() {
        piece = piece << 8 | UInt64(Self.lowercase[Int(byte)])
        guard position + 1 >= Self.pieceLength else { continue }
        pieces[piece] = secret.name
        marks[Self.hash(piece)] = true
      }
    }
    self.pieces = pieces
    self.marks = marks
  }

  /// The secrets of which a piece occurs, once for each disguise.
  package func findings(in bytes: [UInt8]) -> Set<Finding> {
    var findings: Set<Finding> = []
    for view in Disguise.views(of: bytes) {
      search(view.bytes, view.disguise, &findings)
    }
    return findings
  }

  private func search(_ bytes: [UInt8], _ disguise: Disguise, _ findings: inout Set<Finding>) {
    guard bytes.count >= Self.pieceLength else { return }
    var piece: UInt64 = 0
    for byte in bytes {
      piece = piece << 8 | UInt64(Self.lowercase[Int(byte)])
      // A window of less than a whole piece never matches: secrets have no zero bytes.
      guard marks[Self.hash(piece)], let secret = pieces[piece] else { continue }
      findings.insert(Finding(secret: secret, disguise: disguise))
    }
  }

  /// Maps capital letters to small ones: case is ignored.
  private static let lowercase: [UInt8] = (0...255).map { (byte: UInt8) in
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }

  private static func hash(_ piece: UInt64) -> Int { Int(truncatingIfNeeded: (piece &* 0x9E37_79B9_7F4A_7C15) >> 52) }
}
