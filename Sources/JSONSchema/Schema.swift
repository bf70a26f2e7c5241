package import JSON

/// A JSON Schema (2020-12), compiled once and evaluated many times.
package struct Schema: Sendable {
  let nodes: [Node]
  let root: Int
  /// For each `$dynamicAnchor` name in use, the schemas that have it, by the number of their resource.
  let dynamicAnchors: [[Int: Int]]
  let limits: Limits

  /// Compiles a schema.
  ///
  /// - Parameters:
  ///   - schema: An object or a boolean. Without `$schema` it is read as 2020-12 (SCH-01).
  ///   - registry: The other documents that it may refer to.
  ///   - limits: Limits on its cost.
  ///   - assertsFormats: Whether `format` is an assertion; by default it is only an annotation (validation 7.2.1).
  /// - Throws: The fault of the schema, including a reference without a target.
  package init(
    _ schema: JSONValue,
    registry: Registry = Registry(),
    limits: Limits = Limits(),
    assertsFormats: Bool = false
  ) throws(SchemaError) {
    var compiler = try Compiler(schema, registry, limits: limits, assertsFormats: assertsFormats)
    root = try compiler.compile()
    nodes = PatternOmission.relaxed(compiler.nodes)
    dynamicAnchors = compiler.dynamicAnchors.map(\.schemas)
    self.limits = limits
  }

  /// The patterns left out of the validation, because they are invalid or would cost too much.
  package var unreadPatterns: [UnreadPattern] { nodes.flatMap(\.unread) }

  /// Whether a value fits.
  package func accepts(_ value: JSONValue) -> Bool {
    var evaluation = Evaluation(self, collects: false)
    return evaluation.run(value)
  }

  /// The failures of a value, in the order of the schema's properties.
  ///
  /// - Parameters:
  ///   - value: The value to validate.
  ///   - count: The most failures to collect; `nil` for the limit of the schema.
  /// - Returns: The failures; empty if the value fits.
  package func failures(_ value: JSONValue, atMost count: Int? = nil) -> [Failure] {
    // Nearly every value fits, and testing only that is faster.
    if accepts(value) { return [] }
    var evaluation = Evaluation(self, collects: true, atMost: count)
    _ = evaluation.run(value)
    return evaluation.failures
  }
}
