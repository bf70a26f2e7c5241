package import Assembly
import OpenAPI
package import Settings

extension Checkup {
  /// Reports the origins of the settings, and variables that look like settings but are none.
  ///
  /// Faulty values have already been reported by the start.
  package mutating func checkSettings(_ startup: Startup) throws(SettingsError) {
    let places = try startup.places()
    ok("settings", places.isEmpty ? "Nothing is set: everything is as it is built in." : Self.summary(of: places))
    for (_, places) in places where places.count > 1 {
      ok("settings", "\(places[0]) goes before \(places.dropFirst().map(\.description).joined(separator: ", ")).")
    }
    checkVariables(startup)
  }

  private static func summary(of places: [(setting: Setting, places: [SettingOrigin])]) -> String {
    let names = places.map { $0.places[0].description }
    return "These are set: \(names.joined(separator: ", "))."
  }

  /// Reports variables that have no effect.
  private mutating func checkVariables(_ startup: Startup) {
    let known = Setting.allCases.map(\.variable)
    // Variables for single documents have already been checked by the start.
    let prefixes = startup.settings.documents.compactMap(\.document).map(Setting.variablePrefix)
    for (name, value) in startup.variables.sorted(by: { $0.key < $1.key }) {
      if value.isEmpty || SettingSource.isPlaceholder(value) {
        let state = value.isEmpty ? "is empty" : "still reads ${…}"
        warn("settings", "The variable \(name) \(state), and counts as not set.", "Give it a value, or take it out.")
      } else if !known.contains(name), !Settings.isVariable(name), !prefixes.contains(where: name.hasPrefix) {
        let hint = known.nearest(to: name).map { "Did you mean \($0)?" } ?? "Take it out."
        warn("settings", "There is no setting for the variable \(name).", hint)
      }
    }
  }
}
