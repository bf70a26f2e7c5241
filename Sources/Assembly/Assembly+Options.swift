package import Calls
package import Linking

extension Assembly {
  /// The differences between the commands that assemble.
  package struct Options {
    /// Overrides the settings' policy for secrets.
    package var secrets: SecretPolicy?
    /// The approval service; `nil` if nobody can be asked.
    package var approval: ApprovalService?
    /// Collects the backends' state from calls; `nil` if nobody reads it.
    package var record: BackendRecord?
    /// The documents, if they have been read already.
    package var loaded: [LoadedDocument]?
    /// The transport of the callers, for the record of calls; `nil` if no tool is called.
    package var transport: String?
    /// Receives the secrets of a result, to report later whether they were delivered.
    package var handOver: (@Sendable (PendingDelivery) -> Void)?
    /// The store that replicas share; `nil` if there is none.
    package var shared: SharedStore?
    /// Whether clients are served and can be notified of changes.
    package var isServed = false

    /// The pages on which callers link sessions of their own; `nil` if they link none.
    package var linking: Linking?

    /// Whether sessions that are due are renewed, as calls need it.
    package var renewsSessions = true

    /// The defaults: no person is asked, nothing is recorded, and the offer stays as it is.
    package init() {}
  }
}
