import JSON
import Settings

/// The difference between two versions of an entry, as lines for a person.
enum EntryDifference {
  /// Members whose values may be secrets that somebody else put there.
  private static let hidden: Set = [
    "env", "environment", "envs", "headers", "http_headers", "env_http_headers", "oauth",
  ]

  /// A line for each member that differs; `nil` for an entry that does not exist.
  static func lines(from before: JSONValue?, to after: JSONValue?) -> [String] {
    let (old, new) = (before?.object ?? [:], after?.object ?? [:])
    let names = old.names + new.names.filter { !old.contains($0) }
    return names.flatMap { name -> [String] in
      guard old[name] != new[name] else { return [] }
      return [old[name].map { "  - \(name): \(shown($0, name))" }, new[name].map { "  + \(name): \(shown($0, name))" }]
        .compactMap(\.self)
    }
  }

  /// A value without what may be a secret: by the member's name, the form of a word, or the option before it.
  private static func shown(_ value: JSONValue, _ name: String) -> String {
    if hidden.contains(name) || SecretShape.isSecretName(name) { return "…" }
    switch value {
    case .string(let text): return SecretShape.mayHold(text) ? "…" : value.description
    case .array(let elements):
      let words = InstalledEntry.shown(elements.map { $0.string ?? "…" })
      return JSONValue.array(words.map(JSONValue.string)).description
    // Nothing that this program writes.
    case .object(let object): return object.isEmpty ? "{}" : "…"
    default: return value.description
    }
  }
}
