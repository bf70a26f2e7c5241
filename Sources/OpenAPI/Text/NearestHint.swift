extension Collection<String> {
  /// The nearest name as the end of a sentence about an unknown one; empty if none is similar.
  package func hint(for name: String) -> String { nearest(to: name).map { " (did you mean \($0)?)" } ?? "" }
}
