package import Calls
package import Operations
package import Redaction
import TextCoding

extension APITools {
  /// Options of the tools of an API.
  package struct Options: Sendable {
    /// The filter of the operations that become tools.
    package var filter = OperationFilter()

    /// The mode: a tool for each operation, or tools that search for operations.
    package var mode = ToolMode.all

    /// The language of the input schemas.
    package var dialect = ToolDialect.default

    /// The policy for the secrets that operations take and return.
    package var secrets = SecretPolicy.inline

    /// Asks people for secrets that are not arguments; `nil` if nobody can be asked.
    package var approval: (any Approval)?

    /// Asks people to sign in for calls without a session; `nil` if nobody can be asked.
    package var signIn: (any Approval)?

    /// The record of all calls; `nil` if none is kept.
    package var audit: (any CallAudit)?

    /// Receives the secrets of a result, to report their delivery later; `nil` where the result itself carries them.
    package var handOver: (@Sendable (PendingDelivery) -> Void)?

    /// The limit on attempts with wrong secrets, for models and people and over all tools that share it.
    package var attempts = SecretAttempts()

    /// Registers the secrets of a call for redaction in logs, before they are used.
    package var learn: @Sendable ([KnownSecret]) -> Void = { _ in }

    /// The longest search for the outcome of a call whose response was lost: clients give up after a minute.
    package var lookingPatience = Duration.seconds(10)

    /// The clock of times of day, in seconds after 1970 began.
    package var now: @Sendable () -> Int = { UTCTime.now() }

    /// The clock that measures the duration of calls.
    package var instant: @Sendable () -> ContinuousClock.Instant = { .now }

    /// The folder whose files may be uploaded; `nil` if calls have to give contents as text.
    package var uploads: UploadFolder?

    /// The most bytes of a response's text in a result; the default is about 25,000 tokens.
    package var maximumResultBytes = 100_000

    /// The store of responses that were too long for a result; its ``ResultStore/template`` has to be published.
    package var results = ResultStore()

    /// Makes the default options.
    package init() {}
  }
}
