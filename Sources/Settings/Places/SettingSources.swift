/// Sources of settings, highest precedence first.
package struct SettingSources {
  var all: [SettingSource]

  func text(_ setting: Setting) throws(SettingsError) -> Sourced<String>? {
    for source in all {
      if let value = try source.text(setting) { return value }
    }
    return nil
  }

  func texts(_ setting: Setting) throws(SettingsError) -> Sourced<[String]>? {
    for source in all {
      if let value = try source.texts(setting) { return value }
    }
    return nil
  }

  /// The places where a setting is set, highest precedence first.
  package func places(of setting: Setting) -> [SettingOrigin] { all.compactMap { $0.place(of: setting) } }
}
