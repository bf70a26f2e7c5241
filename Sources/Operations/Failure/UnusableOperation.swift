/// The reason why an operation has no tool.
package struct UnusableOperation: Error {
  /// The fault, with advice.
  package let message: String

  /// Makes a reason.
  package init(_ message: String) { self.message = message }
}
