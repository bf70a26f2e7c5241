extension APITools {
  /// What can be chosen about the tools of an API.
  package struct Options: Sendable {
    /// Which operations become tools.
    package var filter = OperationFilter()

    /// Whether each operation is a tool, or they are searched for.
    package var mode = ToolMode.all

    /// The language in which input schemas are written.
    package var dialect = ToolDialect.default

    /// What is done with the secrets that operations take and give.
    package var secrets = SecretPolicy.inline

    /// How people are asked for secrets that are no arguments; `nil` where nobody can be asked.
    package var approval: (any Approval)?

    /// Keeps a record of all calls; `nil` if none is kept.
    package var audit: (any CallAudit)?

    /// Takes the secrets of a result, to say later whether they were handed out; `nil` where they go out with the result.
    package var handOver: (@Sendable (PendingDelivery) -> Void)?

    /// Keeps models and people from trying one secret after another, over all tools that share it.
    package var attempts = SecretAttempts()

    /// Is told the secrets of a call before anything is done with them, to keep them out of logs.
    package var learn: @Sendable ([KnownSecret]) -> Void = { _ in }

    /// How long it is looked for what came of a call whose answer was lost: clients give up after a minute.
    package var lookingPatience = Duration.seconds(10)

    /// The time of day, in seconds after 1970 began.
    package var now: @Sendable () -> Int = { UTCTime.now() }

    /// The time by which the length of a call is measured.
    package var instant: @Sendable () -> ContinuousClock.Instant = { .now }

    /// The folder whose files may be uploaded; without one, contents have to be given as text.
    package var uploads: UploadFolder?

    /// The longest text of an answer that is given to a model, in bytes; the default is about 25,000 tokens.
    package var maximumResultBytes = 100_000

    /// Where the whole of longer answers is kept; its ``ResultStore/template`` has to be published.
    package var results = ResultStore()

    package init() {}
  }
}
