extension SecretFields {
  /// The position of secrets in values, with the rule that makes them secret.
  package struct SecretPlace: Sendable, Hashable {
    /// The path to it, with `[]` for any element and `*` for any member: `data.api_keys[].token`.
    package let path: String
    /// The rule that makes it secret.
    package let rule: SecretRule
  }

  /// The most positions listed: nested schemas can have more than anybody reads.
  private static let maximumPlaces = 2_000

  /// The positions of declared secrets, nearest to the root first.
  package var places: [SecretPlace] {
    var found: [SecretPlace] = []
    var pending: [(fields: [Int], path: String)] = [(sameValue([start]), "")]
    var seen: Set<[Int]> = []
    var position = 0
    while position < pending.count, found.count < Self.maximumPlaces {
      let (place, path) = pending[position]
      position += 1
      // Ends at recursive schemas.
      guard seen.insert(place.sorted()).inserted else { continue }
      let fields = place.map { self.fields[$0] }
      if let rule = fields.lazy.compactMap(\.verdict.rule).first {
        found.append(SecretPlace(path: path.isEmpty ? "*" : path, rule: rule))
        continue
      }
      var properties: [String: [Int]] = [:]
      for (name, field) in fields.lazy.flatMap(\.properties) { properties[name, default: []].append(field) }
      for (name, next) in properties.sorted(by: { $0.key < $1.key }) {
        pending.append((sameValue(next), path.isEmpty ? name : "\(path).\(name)"))
      }
      let elements = fields.flatMap { $0.firstElements + $0.otherElements }
      if !elements.isEmpty { pending.append((sameValue(elements), "\(path)[]")) }
      let members = fields.flatMap(\.otherMembers)
      if !members.isEmpty { pending.append((sameValue(members), path.isEmpty ? "*" : "\(path).*")) }
    }
    return found
  }
}
