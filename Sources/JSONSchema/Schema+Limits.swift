extension Schema {
  /// Limits on the cost of a schema (SCH-07).
  ///
  /// Beyond them compiling throws, and evaluating fails with a sentence that says so.
  package struct Limits: Sendable {
    /// The most subschemas compiled.
    package var schemas: Int
    /// The most nested subschemas in an evaluation.
    package var depth: Int
    /// The most steps of an evaluation; each application of a subschema is one.
    package var steps: Int
    /// The most failures collected.
    package var failures: Int

    /// Makes limits.
    package init(schemas: Int = 20_000, depth: Int = 300, steps: Int = 2_000_000, failures: Int = 20) {
      self.schemas = schemas
      self.depth = depth
      self.steps = steps
      self.failures = failures
    }
  }
}
