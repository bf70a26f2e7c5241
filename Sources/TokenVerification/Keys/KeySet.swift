import JSON

/// The usable keys of a JWK set (RFC 7517 section 5), by their ids; others in it are passed over.
struct KeySet: Sendable {
  private var keys: [String: [VerificationKey]] = [:]

  /// The largest number of keys that are looked at.
  static let maximumCount = 50

  /// Reads a set; `nil` if the text is none.
  init?(_ text: [UInt8]) {
    let options = JSONParser.Options(maximumDepth: 16, maximumSize: 1 << 20, rejectsDuplicateNames: true)
    guard let values = (try? JSONParser.parse(text, options: options))?["keys"]?.array else { return nil }
    for value in values.prefix(Self.maximumCount) {
      guard let key = VerificationKey(value) else { continue }
      // Of keys that share an id, the kind decides; of one kind, the first counts (RFC 7517 section 4.5).
      let others = keys[key.id] ?? []
      guard others.allSatisfy({ $0.algorithms.isDisjoint(with: key.algorithms) }) else { continue }
      keys[key.id] = others + [key]
    }
  }

  var isEmpty: Bool { keys.isEmpty }

  /// The number of keys.
  var count: Int { keys.values.reduce(0) { $0 + $1.count } }

  /// The keys of an id: several only if they are of different kinds.
  subscript(id: String) -> [VerificationKey] { keys[id] ?? [] }

  /// Whether a key is in the set: the same id, and the same key.
  func contains(_ key: VerificationKey) -> Bool { self[key.id].contains { $0.mark == key.mark } }
}
