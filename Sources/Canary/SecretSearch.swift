/// Looks for secrets, or pieces of them, in whatever a model, a log or a record may hold.
///
/// It does not know in which spellings secrets were said, and nothing of what takes them out: it undoes what may have
/// been done to the bytes, and looks for the secrets as they are. So a spelling that was forgotten there is found here.
package struct SecretSearch: Sendable {
  /// A secret that was found: which, and what had to be undone to read it; the secret itself is not told.
  package struct Finding: Sendable, Hashable, CustomStringConvertible {
    package let secret: String
    package let disguise: Disguise

    package var description: String { "the \(secret), \(disguise.rawValue)" }
  }

  /// So many bytes in a row of a secret are a piece of it: nothing else has them by chance.
  package static let pieceLength = 8

  /// Which secret the pieces are of.
  private let pieces: [UInt64: String]
  /// The hashes of the pieces, so that nearly all other bytes are passed by quickly.
  private let marks: [Bool]

  package init(_ secrets: [CanarySecrets.Secret]) {
    var pieces: [UInt64: String] = [:]
    var marks = [Bool](repeating: false, count: 1 << 12)
    for secret in secrets {
      var piece: UInt64 = 0
      // As it is looked for: views are of plain look, or have what is plain beside the rest.
      let text = Look.plain(Array(secret.text.utf8)) ?? Array(secret.text.utf8)
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

  /// The secrets of which there is a piece, each once for each disguise.
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
      // Less than a whole piece is none of a secret: those have no zero bytes.
      guard marks[Self.hash(piece)], let secret = pieces[piece] else { continue }
      findings.insert(Finding(secret: secret, disguise: disguise))
    }
  }

  /// Case makes no difference.
  private static let lowercase: [UInt8] = (0...255).map { (byte: UInt8) in
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }

  private static func hash(_ piece: UInt64) -> Int { Int(truncatingIfNeeded: (piece &* 0x9E37_79B9_7F4A_7C15) >> 52) }
}
