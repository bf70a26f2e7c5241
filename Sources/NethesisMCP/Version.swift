/// The version of this program, which it also tells its clients.
package enum Version {
  package static let current = "0.1.0"
}
