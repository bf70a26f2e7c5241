/// A word or phrase of a question, with everything that may stand for it.
struct Concept: Sendable {
  /// Words that stand for the concept together.
  struct Alternative: Sendable {
    var stems: [String]
    /// The closeness to the concept: 1 for its own words.
    var weight: Float
  }

  var alternatives: [Alternative]
  /// The weight among the concepts of a question: less for a verb, which the method says too.
  var weight: Float = 1
}
