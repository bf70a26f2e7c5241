import APITools
import Crypto

/// The content of the attempts file: the times of guesses, by keyed fingerprints of accounts.
///
/// The first line has the key; each other line is one attempt: fingerprint, Unix time in milliseconds, id, and `u`
/// while it is under way or `s` once it is settled. An attempt has a line for each identity of its account.
struct AttemptRecords: Equatable {
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
  private(set) var records: [Record] = []

  /// Makes empty records with a new key.
  init() {
    var random = SystemRandomNumberGenerator()
    key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  /// Reads a file.
  ///
  /// - Returns: `nil` if there is no key. Unreadable lines are left out.
  init?(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }[...]
    guard let head = lines.popFirst(), head.hasPrefix(Self.title + " "),
      let key = Self.bytes(hexadecimal: head.dropFirst(Self.title.count + 1)), key.count == 32
    else { return nil }
    self.key = key
    for line in lines {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 4, parts[0].utf8.count == 32, Self.bytes(hexadecimal: parts[0]) != nil,
        let time = Int64(parts[1]), time >= 0, let id = UInt64(parts[2], radix: 16), parts[3] == "u" || parts[3] == "s"
      else {
        isDamaged = true
        continue
      }
      records.append(Record(fingerprint: String(parts[0]), time: time, id: id, isUnderWay: parts[3] == "u"))
    }
  }

  /// Whether lines were unreadable.
  private(set) var isDamaged = false

  /// The content of the file.
  var text: String {
    var text = "\(Self.title) \(Self.hexadecimal(key))\n"
    for record in records {
      text += "\(record.fingerprint) \(record.time) \(String(record.id, radix: 16)) \(record.isUnderWay ? "u" : "s")\n"
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

  /// Half of the HMAC-SHA-256 of an identity: enough to tell accounts apart, useless without the key.
  private func fingerprint(_ identity: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array(identity.utf8), using: SymmetricKey(data: key))
    return Self.hexadecimal(Array(code.prefix(16)))
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func bytes(hexadecimal text: Substring) -> [UInt8]? {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
