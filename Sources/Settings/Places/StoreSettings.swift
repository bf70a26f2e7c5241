/// The settings of the database that replicas share.
package struct StoreSettings: Sendable, Equatable {
  /// The URL, without a password; `nil` if there is no database.
  package var url: String?
  /// The path of a file with the password, as systemd passes it; `nil` leaves it to libpq.
  package var passwordFile: String?
  /// The path of the file with the keys; not `nil` if there is a URL.
  package var keyFile: String?

  private var origin: SettingOrigin?

  /// The defaults: there is no database.
  package init() {}

  init(_ sources: SettingSources) throws(SettingsError) {
    let (store, keys) = (try sources.text(.store), try sources.text(.storeKeys))
    if let store { url = try store.databaseURL() }
    origin = store?.origin
    keyFile = keys?.value
    if url == nil, let keys { throw keys.error("keys seal what goes into a database: name it with --store") }
  }

  /// Takes the secrets that systemd passes, unless settings have others.
  ///
  /// - Throws: If there are no keys.
  mutating func complete(_ environment: [String: String]) throws(SettingsError) {
    guard url != nil else { return }
    passwordFile = ServiceCredentials.path("store-password", of: nil, environment)
    keyFile = keyFile ?? ServiceCredentials.path("store-keys", of: nil, environment)
    guard keyFile == nil else { return }
    throw SettingsError(
      origin,
      "what goes into the database is sealed first: name a file of keys with --store-keys; "
        + "(umask 077; echo \"k1 $(openssl rand -hex 32)\" > FILE) makes one"
    )
  }
}
