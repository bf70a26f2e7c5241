import Glibc

/// A line that a person types or pastes without seeing it, edited by the keys that the terminal has for that.
///
/// A terminal that edits lines itself takes 4095 bytes of each and drops the rest (termios(3)), which is less than a
/// token may have.
struct UnseenLine {
  /// The characters that change what was typed (termios(3), "canonical mode").
  struct Keys {
    var erase: UInt8 = 0x7F
    var eraseWord: UInt8 = 0x17
    var eraseLine: UInt8 = 0x15
    var end: UInt8 = 0x04

    init() {}

    init(_ settings: termios) {
      let keys = unsafe withUnsafeBytes(of: settings.c_cc) { unsafe Array($0) }
      (erase, eraseWord) = (keys[Int(VERASE)], keys[Int(VWERASE)])
      (eraseLine, end) = (keys[Int(VKILL)], keys[Int(VEOF)])
    }
  }

  /// The longest line, in bytes; more is dropped.
  static let maximumLength = 64 << 10

  private let keys: Keys
  private(set) var bytes: [UInt8] = []
  /// Whether the line has ended; what follows it is dropped.
  private(set) var isComplete = false

  init(_ keys: Keys) { self.keys = keys }

  /// Takes what was typed.
  mutating func take(_ typed: some Sequence<UInt8>) {
    for byte in typed where !isComplete { take(byte) }
  }

  private mutating func take(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): isComplete = true
    // 0 is the character of a key that is switched off.
    case 0: break
    case keys.erase, 0x08: eraseCharacter()
    case keys.eraseWord: eraseWord()
    case keys.eraseLine: bytes = []
    case keys.end: isComplete = bytes.isEmpty
    default: if bytes.count < Self.maximumLength { bytes.append(byte) }
    }
  }

  /// Takes back a character of UTF-8: its last byte, and the continuation bytes with their first one.
  private mutating func eraseCharacter() {
    while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
  }

  private mutating func eraseWord() {
    while bytes.last == 0x20 { bytes.removeLast() }
    while let last = bytes.last, last != 0x20 { bytes.removeLast() }
  }
}
