/// The facts by which one field is judged.
struct FieldFacts {
  /// The words of its name, without what only qualifies them.
  let words: [String]
  /// All words of its name.
  let allWords: [String]
  /// The subjects of the object that it is in.
  let surroundings: Surroundings
  /// The subjects of the operation, where the field is near its root.
  let operation: Surroundings
  let prose: Prose
  let isWriteOnly: Bool
  let isBinary: Bool
  /// Whether it is an address by its format.
  let isAddress: Bool
  /// Whether it is an object.
  let isObject: Bool
  /// Whether it may be anything, and not only text.
  let isUntyped: Bool
  let role: Secrecy.Role

  var around: Surroundings { surroundings.union(operation) }
  var head: String { words.last ?? "" }
  /// The word before the head; empty if there is none.
  var modifier: String { words.count > 1 ? words[words.count - 2] : "" }
  var isAlone: Bool { words.count == 1 }

  /// Whether the key is one of a kind of which the public half is handed out.
  var isPublicKind: Bool { ["pgp", "gpg", "ssh"].contains(modifier) }

  func has(_ word: String) -> Bool { words.contains(word) }
  func says(_ signs: Prose) -> Bool { !prose.isDisjoint(with: signs) }
  func isAmong(_ subjects: Surroundings) -> Bool { !around.isDisjoint(with: subjects) }
  func isIn(_ subjects: Surroundings) -> Bool { !surroundings.isDisjoint(with: subjects) }
}

/// What a field is found to be by its name and by what is around it.
enum Judgement: Hashable {
  case secret(SecretRule)
  /// The name would say so, but not what is around it.
  case denied
  /// Nothing is said.
  case open
}
