/// Names of the program's own tools, which stand beside those of operations.
package enum OwnToolName {
  /// The name, or the nearest that no other tool has: clients tell tools apart by their names alone.
  package static func free(_ name: String, besides taken: Set<String>) -> String {
    guard taken.contains(name) else { return name }
    var candidate = "api_\(name)"
    var number = 2
    while taken.contains(candidate) {
      candidate = "api_\(name)_\(number)"
      number += 1
    }
    return candidate
  }
}
