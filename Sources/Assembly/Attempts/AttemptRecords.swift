import Calls
import TextCoding

/// The content of the attempts file: the times of guesses, by keyed fingerprints of accounts.
///
/// The first line has the key; each other line is one attempt: fingerprint, Unix time in milliseconds, id, and `u`
/// while it is under way or `s` once it is settled. An attempt has a line for each identity of its account.
struct AttemptRecords {
  struct Record: Equatable {
    let fingerprint: String
    var time: Int64
    let id: UInt64
    var isUnderWay: Bool
  }

  private static let title = "nethesis-mcp attempts 1"
  /// Time after which an attempt that is still under way belongs to a killed process, in milliseconds.
  private static let maximumDuration: Int64 = 60_000
  private static let window = SecretAttempts.window.components.seconds * 1000
  /// The largest file accepted, in bytes.
  static let maximumSize = 2 << 20

  private let key: [UInt8]
  /// The first line.
  private let head: String
  private(set) var records: [Record] = []
  private let fingerprints: AttemptFingerprints

  /// Makes empty records with a new key.
  init(_ fingerprints: AttemptFingerprints = AttemptFingerprints()) {
    self.fingerprints = fingerprints
    var random = SystemRandomNumberGenerator()
    key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    head = Self.head(key)
  }

  /// Reads a file.
  ///
  /// - Returns: `nil` if there is no key. Unreadable lines are left out.
  init?(_ bytes: [UInt8], _ fingerprints: AttemptFingerprints = AttemptFingerprints()) {
    self.fingerprints = fingerprints
    var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
    let title = Array("\(Self.title) ".utf8)
    guard let head = lines.popFirst(), head.starts(with: title),
      let key = Self.bytes(hexadecimal: head.dropFirst(title.count)), key.count == 32
    else { return nil }
    self.key = key
    self.head = Self.head(key)
    for line in lines {
      let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard parts.count == 4, parts[0].count == 32, parts[0].allSatisfy({ HexDigit.value($0) != nil }),
        let time = Int64(Self.text(parts[1])), time >= 0, let id = UInt64(Self.text(parts[2]), radix: 16),
        parts[3].elementsEqual("u".utf8) || parts[3].elementsEqual("s".utf8)
      else {
        isDamaged = true
        continue
      }
      let isUnderWay = parts[3].first == UInt8(ascii: "u")
      records.append(Record(fingerprint: Self.text(parts[0]), time: time, id: id, isUnderWay: isUnderWay))
    }
  }

  private static func head(_ key: [UInt8]) -> String { "\(title) \(key.hexadecimal)\n" }

  /// Whether lines were unreadable.
  private(set) var isDamaged = false

  /// The content of the file.
  var text: String {
    var text = head
    for record in records {
      text += record.fingerprint
      text += " "
      text += String(record.time)
      text += " "
      text += String(record.id, radix: 16)
      text += record.isUnderWay ? " u\n" : " s\n"
    }
    return text
  }

  /// Drops attempts outside the window; one from the future, due to a wrong clock, counts from now.
  mutating func advance(to now: Int64) {
    isDamaged = false
    records.removeAll { $0.time <= now - Self.window }
    for index in records.indices where records[index].time > now { records[index].time = now }
  }

  /// The attempts for an identity, except those with given ids.
  func others(of identity: String, except own: Set<UInt64>, at now: Int64) -> OtherAttempts {
    let fingerprint = fingerprint(identity)
    let others = records.filter { $0.fingerprint == fingerprint && !own.contains($0.id) }
    return OtherAttempts(
      remaining: others.map { .milliseconds($0.time + Self.window - now) },
      isUnderWay: others.contains { $0.isUnderWay && $0.time + Self.maximumDuration > now }
    )
  }

  /// Adds an attempt that is about to be sent, replacing earlier lines of the same id.
  mutating func add(_ id: UInt64, for identities: [String], at now: Int64) {
    remove(id)
    let surplus = Set(AttemptLimit.surplus(records.map { ($0.fingerprint, $0.time) }))
    if !surplus.isEmpty { records = records.indices.filter { !surplus.contains($0) }.map { records[$0] } }
    for identity in identities {
      records.append(Record(fingerprint: fingerprint(identity), time: now, id: id, isUnderWay: true))
    }
  }

  mutating func remove(_ id: UInt64) { records.removeAll { $0.id == id } }

  mutating func settle(_ id: UInt64) {
    for index in records.indices where records[index].id == id { records[index].isUnderWay = false }
  }

  private func fingerprint(_ identity: String) -> String { fingerprints.fingerprint(identity, key) }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func bytes(hexadecimal text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: text.startIndex, to: text.endIndex, by: 2) {
      guard let byte = HexDigit.byte(text[index], text[index + 1]) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}

extension AttemptRecords: Equatable {
  static func == (one: AttemptRecords, other: AttemptRecords) -> Bool {
    one.key == other.key && one.records == other.records && one.isDamaged == other.isDamaged
  }
}
