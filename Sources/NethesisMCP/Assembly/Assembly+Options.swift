import Calls

extension Assembly {
  /// The differences between the commands that assemble.
  struct Options {
    /// Overrides the settings' policy for secrets.
    var secrets: SecretPolicy?
    /// The approval service; `nil` if nobody can be asked.
    var approval: ApprovalService?
    /// Collects the backends' state from calls; `nil` if nobody reads it.
    var record: BackendRecord?
    /// The documents, if they have been read already.
    var loaded: [LoadedDocument]?
    /// The transport of the callers, for the record of calls; `nil` if no tool is called.
    var transport: String?
    /// Receives the secrets of a result, to report later whether they were delivered.
    var handOver: (@Sendable (PendingDelivery) -> Void)?
    /// Whether clients are served and can be notified of changes.
    var isServed = false

    /// The defaults: no person is asked, nothing is recorded, and the offer stays as it is.
    init() {}
  }
}
