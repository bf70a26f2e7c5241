import Logging
import OpenAPI

extension Diagnostic.Severity {
  /// How loud it is said while a server starts: what does not keep it from serving is no error of its own.
  var logLevel: Logger.Level {
    switch self {
    case .error: .warning
    case .warning: .info
    case .note: .debug
    }
  }
}
