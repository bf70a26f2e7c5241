extension Collection<String> {
  /// The name that starts with a mistyped one, or else differs least from it; `nil` if none is similar.
  ///
  /// Nobody mistypes a name of many hundred letters, and the difference costs the product of both lengths.
  package func nearest(to name: String) -> String? {
    let most = Swift.max(2, name.utf8.count / 3)
    guard name.utf8.count <= 300 else { return first { $0.hasPrefix(name) } }
    return first { $0.hasPrefix(name) }
      ?? compactMap { candidate -> (name: String, distance: Int)? in
        guard abs(candidate.utf8.count - name.utf8.count) <= most else { return nil }
        let distance = candidate.distance(to: name)
        return distance <= most ? (candidate, distance) : nil
      }.min { $0.distance < $1.distance }?.name
  }
}

extension String {
  /// Whether another name equals this one except for one or two letters after a common prefix.
  package func isMisspelled(_ name: String, behind prefix: String) -> Bool {
    distance(to: name) <= (utf8.count - prefix.utf8.count < 6 ? 1 : 2)
  }

  /// The number of letters to insert, remove or replace (Levenshtein distance).
  fileprivate func distance(to other: String) -> Int {
    let other = Array(other.lowercased().utf8)
    var row = Array(0...other.count)
    for (index, letter) in lowercased().utf8.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, otherLetter) in other.enumerated() {
        let changed = diagonal + (letter == otherLetter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(changed, row[column] + 1, diagonal + 1)
      }
    }
    return row[other.count]
  }
}
