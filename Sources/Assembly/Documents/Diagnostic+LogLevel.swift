import Logging
import OpenAPI

extension Diagnostic.Severity {
  /// The log level at the start of a server: a fault that does not prevent serving is no error.
  var logLevel: Logger.Level {
    switch self {
    case .error: .warning
    case .warning: .info
    case .note: .debug
    }
  }
}

extension Diagnostic {
  /// The log level; an overlay is written for this program, so its failures are logged as warnings.
  var logLevel: Logger.Level {
    if severity == .warning, case .overlay = source { return .warning }
    return severity.logLevel
  }
}
