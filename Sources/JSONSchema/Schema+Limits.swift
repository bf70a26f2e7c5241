extension Schema {
  /// What a schema may cost (SCH-07).
  ///
  /// Beyond it compiling throws, and evaluating fails with a sentence that says so.
  package struct Limits: Sendable {
    /// How many subschemas may be compiled.
    package var schemas: Int
    /// How many subschemas may be open at once while a value is evaluated.
    package var depth: Int
    /// How many steps an evaluation may take; a subschema applied to a value is one.
    package var steps: Int
    /// How many failures are collected.
    package var failures: Int

    package init(schemas: Int = 20_000, depth: Int = 300, steps: Int = 2_000_000, failures: Int = 20) {
      self.schemas = schemas
      self.depth = depth
      self.steps = steps
      self.failures = failures
    }
  }
}
