import APITools
import StepUp

/// The approval page, and the operations by which it carries out what people decide.
struct ApprovalService: Sendable {
  let stepUp: StepUp
  /// The operations that are served now.
  let operations: ServedOperations
}
