import Glibc

/// The browser of the person who sits at this machine.
struct DesktopBrowser: Sendable {
  /// What opens a URL in the browser that the person has chosen.
  private let opener: String
  private let environment: [String]

  /// Finds it; `nil` if there is none, or no desktop to show it on.
  ///
  /// - Parameters:
  ///   - isWanted: Whether to look for it; `nil` looks only at a desktop.
  ///   - environment: The variables of this process, without its settings.
  init?(isWanted: Bool?, environment: [String] = Environment.handedOn) {
    let hasDesktop = environment.contains { $0.hasPrefix("DISPLAY=") || $0.hasPrefix("WAYLAND_DISPLAY=") }
    guard isWanted ?? hasDesktop, let opener = Self.program("xdg-open", environment) else { return nil }
    self.opener = opener
    self.environment = environment
  }

  private static func program(_ name: String, _ environment: [String]) -> String? {
    let folders = environment.first { $0.hasPrefix("PATH=") }?.dropFirst("PATH=".count).split(separator: ":") ?? []
    return folders.lazy.map { "\($0)/\(name)" }.first { unsafe access($0, X_OK) == 0 }
  }

  /// Opens a page that this process serves, and leaves the browser to itself.
  @Sendable func open(_ url: String) {
    guard url.hasPrefix("http://127.0.0.1:") else { return }
    let nothing = unsafe Glibc.open("/dev/null", O_RDWR | O_CLOEXEC)
    guard nothing >= 0 else { return }
    defer { close(nothing) }
    // A shell that ends at once leaves what it started to the system: nobody here has to wait for a browser.
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
