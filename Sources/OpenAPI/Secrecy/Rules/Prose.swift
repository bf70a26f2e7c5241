/// Signs in a description that tell the kind of the value.
struct Prose: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  static let publicPart = Self(rawValue: 1 << 0)
  static let place = Self(rawValue: 1 << 1)
  static let identifier = Self(rawValue: 1 << 2)
  static let reference = Self(rawValue: 1 << 3)
  static let digest = Self(rawValue: 1 << 4)
  static let masked = Self(rawValue: 1 << 5)
  static let once = Self(rawValue: 1 << 6)
  static let secretKey = Self(rawValue: 1 << 7)
  static let password = Self(rawValue: 1 << 8)
  static let token = Self(rawValue: 1 << 9)
  static let apiKey = Self(rawValue: 1 << 10)
  static let code = Self(rawValue: 1 << 11)
  static let mark = Self(rawValue: 1 << 12)
  static let payment = Self(rawValue: 1 << 13)
  static let captcha = Self(rawValue: 1 << 14)
  static let push = Self(rawValue: 1 << 15)
  static let secret = Self(rawValue: 1 << 16)
  static let certificate = Self(rawValue: 1 << 17)
  static let encrypted = Self(rawValue: 1 << 18)
  static let connection = Self(rawValue: 1 << 19)
  static let authenticates = Self(rawValue: 1 << 20)
  static let flag = Self(rawValue: 1 << 21)
  static let page = Self(rawValue: 1 << 22)
  static let fieldName = Self(rawValue: 1 << 23)
  static let choice = Self(rawValue: 1 << 26)
  static let card = Self(rawValue: 1 << 24)
  static let excluded = Self(rawValue: 1 << 25)
  static let dns = Self(rawValue: 1 << 27)
  static let signIn = Self(rawValue: 1 << 28)
  static let credential = Self(rawValue: 1 << 29)
  static let incomingWebhook = Self(rawValue: 1 << 30)

  /// Signs that count only at the start of a description: later, "whether" or "the strategy" is about something else.
  private static let openings: Self = [.flag, .fieldName, .choice]
  /// Signs that count only among the first words: later, another thing has the name or place.
  private static let nearby: Self = [.reference, .identifier]

  /// The longest start of a description that is read, in bytes: the kind of the value comes first.
  private static let maximumLength = 320
  /// The last position at which a phrase opens a description.
  private static let lastOpening = 2
  /// The last position at which a phrase is about the value, not about its use.
  private static let lastNearby = 19

  /// Reads a description; without one, there are no signs.
  init(_ description: String?) {
    self = []
    guard let description, !description.isEmpty else { return }
    let words = Self.words(of: description.utf8.prefix(Self.maximumLength))
    for (position, word) in words.enumerated() {
      guard let phrases = Phrases.byFirstWord[word] else { continue }
      for phrase in phrases where words[(position + 1)...].starts(with: phrase.rest) {
        if Self.openings.contains(phrase.sign), position > Self.lastOpening { continue }
        if Self.nearby.contains(phrase.sign), position > Self.lastNearby { continue }
        formUnion(phrase.sign)
      }
    }
  }

  private static func words(of bytes: some Sequence<UInt8>) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func flush() {
      guard !word.isEmpty else { return }
      words.append(String(decoding: word, as: UTF8.self))
      word.removeAll(keepingCapacity: true)
    }
    // The path of an address is about a page, not about the value.
    var isInAddress = false
    var slashes = 0
    for byte in bytes {
      if isInAddress {
        if byte == UInt8(ascii: "/") { slashes += 1 }
        if byte == UInt8(ascii: " ") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "\n") { isInAddress = false }
        if isInAddress, slashes > 2 { continue }
      }
      let lower = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      if lower &- UInt8(ascii: "a") < 26 || lower &- UInt8(ascii: "0") < 10 || lower >= 0x80 {
        word.append(lower)
      } else if lower != UInt8(ascii: "'") {
        flush()
        if byte == UInt8(ascii: ":"), words.last == "https" || words.last == "http" {
          (isInAddress, slashes) = (true, 0)
        }
      }
    }
    flush()
    return words
  }
}
