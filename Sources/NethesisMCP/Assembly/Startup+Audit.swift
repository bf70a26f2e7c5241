import APITools
import Audit
import Logging

extension Startup {
  /// What keeps the record of calls that the settings want.
  ///
  /// - Parameter transport: By what callers come.
  /// - Returns: What keeps it; `nil` if none is wanted.
  /// - Throws: Why it cannot be kept.
  func audit(of transport: String) throws(CommandFailure) -> (any CallAudit)? {
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
