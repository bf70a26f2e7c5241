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
}
