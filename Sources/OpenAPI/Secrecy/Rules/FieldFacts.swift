/// The facts on which a field is judged.
struct FieldFacts {
  /// The words of its name, without qualifiers.
  let words: [String]
  /// All words of its name.
  let allWords: [String]
  /// The subjects of the object that contains it.
  let surroundings: Surroundings
  /// The subjects of the operation, if the field is near its root.
  let operation: Surroundings
  let prose: Prose
  let isWriteOnly: Bool
  let isBinary: Bool
  /// Whether its format is an address.
  let isAddress: Bool
  /// Whether its format is a UUID.
  let isUUID: Bool
  /// Whether it is an object.
  let isObject: Bool
  /// Whether any type is allowed, not only text.
  let isUntyped: Bool
  /// Whether it is a member of a whole body.
  let isTop: Bool
  let role: Secrecy.Role

  var around: Surroundings { surroundings.union(operation) }
  var head: String { words.last ?? "" }
  /// The word before the head; empty if there is none.
  var modifier: String { words.count > 1 ? words[words.count - 2] : "" }
  var isAlone: Bool { words.count == 1 }

  /// Whether the key is of a kind whose public half is published.
  var isPublicKind: Bool { ["pgp", "gpg", "ssh"].contains(modifier) }

  func has(_ word: String) -> Bool { words.contains(word) }
  func says(_ signs: Prose) -> Bool { !prose.isDisjoint(with: signs) }
  func isAmong(_ subjects: Surroundings) -> Bool { !around.isDisjoint(with: subjects) }
  func isIn(_ subjects: Surroundings) -> Bool { !surroundings.isDisjoint(with: subjects) }
}

/// The judgement on a field, by its name and context.
enum Judgement: Hashable {
  case secret(SecretRule)
  /// The name suggests a secret, but the context excludes it.
  case denied
  /// Undecided.
  case open
}
