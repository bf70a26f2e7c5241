import Files

/// The format of the sealed file: a line with the place and the identifier of its key, then the sealed content.
enum SealedFile {
  /// Names of files in the folder for state.
  static let name = "sessions"
  static let newName = "sessions.new"
  static let lockName = "sessions.lock"
  static let holdersName = "sessions.holders"

  /// The largest file that is read, in bytes; the bounds of the content keep it far smaller.
  static let maximumSize = 32 << 20

  private static let title = "nethesis-mcp sessions"
  private static let version = "1"
  private static let lineEnd = UInt8(ascii: "\n")

  /// The first line.
  struct Header: Hashable {
    let place: KeyPlacement
    let keyID: String

    fileprivate var line: String { "\(title) \(version) \(place.rawValue) \(keyID)\n" }
  }

  /// The size of the beginning of a file that no two files share: it ends with the random nonce.
  static let stampSize = title.utf8.count + 64 + Seal.nonceSize

  /// The reason why a file cannot be understood.
  enum Fault: Error { case damaged, newer }

  /// The header that a file begins with.
  static func header(_ bytes: [UInt8]) throws(Fault) -> Header {
    let line = bytes.prefix { $0 != lineEnd }.prefix(stampSize)
    let text = String(decoding: line, as: UTF8.self)
    guard bytes.count > line.count, text.hasPrefix("\(title) ") else { throw .damaged }
    let words = text.dropFirst(title.count + 1).split(separator: " ", omittingEmptySubsequences: false)
    guard words.first == version[...] else {
      throw words.first.flatMap { Int($0) } == nil ? .damaged : .newer
    }
    guard words.count == 3, SealingKey.isID(words[2]) else { throw .damaged }
    guard let place = KeyPlacement(rawValue: String(words[1])) else { throw .damaged }
    return Header(place: place, keyID: String(words[2]))
  }

  /// The content of a file; `nil` unless it was sealed with this key and is complete.
  static func contents(_ bytes: [UInt8], _ header: Header, _ key: SealingKey) -> StoreContents? {
    Seal.open(bytes.dropFirst(header.line.utf8.count), with: key, for: binding(header)).flatMap { StoreContents($0) }
  }

  /// The bytes of a file; `nil` only if the system's cryptography fails.
  static func bytes(_ contents: StoreContents, _ header: Header, _ key: SealingKey) -> [UInt8]? {
    Seal.seal(contents.encoded, with: key, for: binding(header)).map { Array(header.line.utf8) + $0 }
  }

  /// The parts that the content is bound to, so that no other program's or place's file is taken for this one.
  private static func binding(_ header: Header) -> [String] { [title, version, header.place.rawValue, header.keyID] }
}
