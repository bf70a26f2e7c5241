/// The folders of a user from which clients derive the places of their files.
package struct UserPlaces: Sendable {
  /// An operating system with places of its own.
  package enum System: Sendable, CaseIterable {
    case linux
    case macOS
  }

  /// The user's home, absolute.
  package let home: String
  /// The environment, whose variables move some files.
  package let variables: [String: String]
  package let system: System

  package init(home: String, variables: [String: String] = [:], system: System = .current) {
    (self.home, self.variables, self.system) = (home, variables, system)
  }

  /// `$XDG_CONFIG_HOME`, or `~/.config`.
  var config: String { folder("XDG_CONFIG_HOME") ?? "\(home)/.config" }

  /// The folder of desktop programs.
  var application: String { system == .macOS ? "\(home)/Library/Application Support" : config }

  /// The absolute path in a variable; a relative one is ignored, as the XDG Base Directory Specification wants it.
  func folder(_ variable: String) -> String? {
    guard let path = variables[variable], path.hasPrefix("/") else { return nil }
    var end = path[...]
    while end.count > 1, end.hasSuffix("/") { end.removeLast() }
    return String(end)
  }
}

extension UserPlaces.System {
  /// The system of this process.
  package static var current: Self {
    #if os(macOS)
    .macOS
    #else
    .linux
    #endif
  }
}
