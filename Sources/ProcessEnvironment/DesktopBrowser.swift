import Glibc

/// The browser of the person at this machine.
package struct DesktopBrowser: Sendable {
  /// The path of the program that opens a URL in the person's chosen browser.
  private let opener: String
  private let environment: [String]

  /// Finds the opener; `nil` if there is none, or no desktop.
  ///
  /// - Parameters:
  ///   - isWanted: Whether to search for it; `nil` searches only on a desktop.
  ///   - environment: The variables of this process, without its own settings.
  package init?(isWanted: Bool?, environment: [String] = Environment.handedOn) {
    let hasDesktop = environment.contains { $0.hasPrefix("DISPLAY=") || $0.hasPrefix("WAYLAND_DISPLAY=") }
    guard isWanted ?? hasDesktop, let opener = Self.program("xdg-open", environment) else { return nil }
    self.opener = opener
    self.environment = environment
  }

  private static func program(_ name: String, _ environment: [String]) -> String? {
    let folders = environment.first { $0.hasPrefix("PATH=") }?.dropFirst("PATH=".count).split(separator: ":") ?? []
    return folders.lazy.map { "\($0)/\(name)" }.first { unsafe access($0, X_OK) == 0 }
  }

  /// Opens a page of this process, without waiting for the browser.
  @Sendable package func open(_ url: String) {
    guard url.hasPrefix("http://127.0.0.1:") else { return }
    let nothing = unsafe Glibc.open("/dev/null", O_RDWR | O_CLOEXEC)
    guard nothing >= 0 else { return }
    defer { close(nothing) }
    // The shell exits at once and leaves the browser to the system, so that nothing here has to wait for it.
    let shell = try? Spawn.start(
      "/bin/sh",
      ["-c", #""$0" "$1" &"#, opener, url],
      descriptors: [nothing, nothing, nothing],
      environment: environment,
      isDetached: true
    )
    if let shell { _ = Spawn.wait(for: shell) }
  }
}
