/// The places that settings come from, the one that goes first first.
struct SettingSources {
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

  /// Where a setting is set, the place that goes first first.
  func places(of setting: Setting) -> [SettingOrigin] { all.compactMap { $0.place(of: setting) } }
}
