import JSON

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

  private static func shown(_ value: JSONValue, _ name: String) -> String {
    hidden.contains(name) ? "…" : value.description
  }
}
