extension SecretFields {
  /// These fields and all that hold for the same value, each once.
  func sameValue(_ start: [Int]) -> [Int] { start.reachable { fields[$0].sameValue } }
}
