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

extension Diagnostic {
  /// An overlay is written for this program, so what it could not do is said while a server starts.
  var logLevel: Logger.Level {
    if severity == .warning, case .overlay = source { return .warning }
    return severity.logLevel
  }
}
