package import JSON

/// A JSON Schema (2020-12), compiled once to be evaluated often.
package struct Schema: Sendable {
  let nodes: [Node]
  let root: Int
  /// For each name of a `$dynamicAnchor` that is referred to, the schemas that have it, by the number of their resource.
  let dynamicAnchors: [[Int: Int]]
  let limits: Limits

  /// Compiles a schema.
  ///
  /// - Parameters:
  ///   - schema: An object or a boolean. Without `$schema` it is read as 2020-12 (SCH-01).
  ///   - registry: The other documents that it may refer to.
  ///   - limits: What it may cost.
  ///   - assertsFormats: Whether `format` is checked; by itself it is an annotation only (validation 7.2.1).
  /// - Throws: What is wrong with the schema, a reference that leads nowhere included.
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

  /// The patterns that are left out of the check, as they cannot be read or would cost too much.
  package var unreadPatterns: [UnreadPattern] { nodes.flatMap(\.unread) }

  /// Tells whether a value fits.
  package func accepts(_ value: JSONValue) -> Bool {
    var evaluation = Evaluation(self, collects: false)
    return evaluation.run(value)
  }

  /// Says how a value does not fit, in the order of the schema's properties.
  ///
  /// - Parameters:
  ///   - value: What is to fit.
  ///   - count: How many failures to collect, if not as many as the limits of the schema say.
  /// - Returns: The failures; none if the value fits.
  package func failures(_ value: JSONValue, atMost count: Int? = nil) -> [Failure] {
    // Nearly every value fits, and finding that out alone is faster.
    if accepts(value) { return [] }
    var evaluation = Evaluation(self, collects: true, atMost: count)
    _ = evaluation.run(value)
    return evaluation.failures
  }
}
