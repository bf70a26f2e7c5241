/// Features of regular expressions that not all engines have.
enum PatternWords {
  /// Whether an engine without backtracking can match the expression: it has no look-arounds and back-references.
  ///
  /// ECMA-262 (2024) 22.2.1: `(?=`, `(?!`, `(?<=`, `(?<!`, `\1` and `\k<`, unless escaped or in a class.
  static func isPlain(_ pattern: String) -> Bool {
    let scalars = Array(pattern.unicodeScalars)
    var position = 0
    var isInClass = false
    while position < scalars.count {
      let rest = scalars[(position + 1)...].prefix(3)
      switch scalars[position] {
      case "\\":
        if !isInClass, let next = rest.first, "123456789k".unicodeScalars.contains(next) { return false }
        position += 1
      case "[": isInClass = true
      case "]": isInClass = false
      case "(" where !isInClass && rest.first == "?":
        let mark = Array(rest.dropFirst())
        let sign = mark.first == "<" ? mark.dropFirst().first : mark.first
        if sign == "=" || sign == "!" { return false }
      default: break
      }
      position += 1
    }
    return true
  }
}
