import Logging
import OpenAPI

extension Diagnostic {
  /// Where it is, for a line of the log.
  var metadata: Logger.Metadata {
    var metadata: Logger.Metadata = ["at": "\(location)"]
    switch source {
    case .document: break
    case .file(let path): metadata["file"] = "\(path)"
    case .overlay(let title): metadata["overlay"] = "\(title)"
    }
    return metadata
  }
}
