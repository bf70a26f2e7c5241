extension Collection<String> {
  /// The name that starts with a mistyped one, or else differs least from it; `nil` if none is similar.
  package func nearest(to name: String) -> String? {
    first { $0.hasPrefix(name) }
      ?? map { ($0, $0.distance(to: name)) }.filter { $0.1 <= Swift.max(2, name.utf8.count / 3) }
      .min { $0.1 < $1.1 }?.0
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
