/// Judges commands with which a machine joins: they carry the token that lets it in.
enum CommandRule {
  static func judge(_ facts: FieldFacts) -> Judgement {
    facts.role == .output && !facts.says([.excluded, .flag]) ? .secret(.token) : .open
  }
}
