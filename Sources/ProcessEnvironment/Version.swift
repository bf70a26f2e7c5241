/// The version of this program, which is also sent to clients.
package enum Version {
  /// The current version.
  package static let current = "0.1.0"
}
