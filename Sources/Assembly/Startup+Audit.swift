import Audit
package import Calls
import Logging
package import ProcessEnvironment
import Settings

extension Startup {
  /// Opens the record of calls that the settings ask for.
  ///
  /// - Parameter transport: The transport of the callers.
  /// - Returns: The record; `nil` if none is configured.
  /// - Throws: The reason why it cannot be kept.
  package func audit(of transport: String) throws(CommandFailure) -> (any CallAudit)? {
    guard let path = settings.audit else { return nil }
    do throws(AuditFailure) {
      return try AuditLog(
        path,
        transport: transport,
        scrubbing: AuditScrubbing(
          value: { [redactor] in redactor.redact($0, keepsParts: $1) },
          sentence: { [redactor] in redactor.redactConfigured($0) }
        ),
        lost: { [logger] in logger.error("\($0)") }
      )
    } catch {
      throw .usage("--audit: \(error.sentence)")
    }
  }
}
