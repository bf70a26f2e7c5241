import TextCoding

extension Sourced<String> {
  /// The words about passwords: libpq looks for them in several places by itself.
  private static let elsewhere =
    "a password does not belong in a URL, which logs and lists of processes show: put it into the file of PGPASSFILE "
    + "(or ~/.pgpass), a service file (?service=NAME), or store-password of $CREDENTIALS_DIRECTORY"

  /// The URL of a PostgreSQL database (libpq: Connection URIs), which has no password in it.
  func databaseURL() throws(SettingsError) -> String {
    guard let scheme = ["postgres://", "postgresql://"].first(where: value.hasPrefix) else {
      let hint = value.contains("://") ? "other kinds of store are not known" : "it is no URL"
      throw error("expected postgres://HOST/NAME: \(hint)")
    }
    guard value.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw error("a URL has no spaces, and other characters than ASCII only as %XX")
    }
    let rest = value.dropFirst(scheme.count)
    let place = rest.prefix { $0 != "?" }
    // Also behind a slash: whoever did not escape one has written a password all the same.
    if let at = place.lastIndex(of: "@"), place[..<at].contains(":") { throw error(Self.elsewhere) }
    for pair in rest.dropFirst(place.count + 1).split(separator: "&") {
      let name = pair.prefix { $0 != "=" }
      guard let bytes = PercentCoding.decode(name.utf8, malformed: .refused) else {
        throw error("a percent sign is followed by two hexadecimal digits")
      }
      if ["password", "sslpassword"].contains(String(decoding: bytes, as: UTF8.self).lowercased()) {
        throw error(Self.elsewhere)
      }
    }
    return value
  }
}
