import CProcess

/// The version of this program, which is also sent to clients.
package enum Version {
  /// The current version.
  package static let current = "0.1.0"

  /// The commit that the program was built of; `nil` if the build was not told.
  package static var commit: String? { unsafe process_commit().map { unsafe String(cString: $0) } }
}
