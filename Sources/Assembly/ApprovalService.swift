import APITools
package import StepUp

/// The approval page, and the operations by which it carries out what people decide.
package struct ApprovalService: Sendable {
  /// The page.
  package let stepUp: StepUp
  /// The operations that are served now.
  let operations: ServedOperations
}
