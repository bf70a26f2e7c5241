/// Judges hashes of passwords, and their salts.
enum HashRule {
  static let heads: Set<String> = ["hash", "salt", "digest"]

  /// The previous passwords of an account, as stored.
  static func history(_ facts: FieldFacts) -> Judgement {
    facts.isAmong(.policy) ? .open : .secret(.hash)
  }

  static func judge(_ facts: FieldFacts) -> Judgement {
    if facts.head == "salt" { return facts.says([.publicPart]) ? .denied : .secret(.hash) }
    let isOfPassword = ["password", "passwd", "pwd", "pw", "pass"].contains(where: facts.has)
    return isOfPassword || facts.isIn(.passwords) && facts.isIn(.hashed)
      || facts.isAlone && facts.isIn(.passwordMember) && !facts.says([.identifier, .publicPart, .digest])
      ? .secret(.hash) : .open
  }
}
