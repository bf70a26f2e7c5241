import Foundation

/// The Debian package of the program.
struct DebianPackage {
  let release: Release

  var fileName: String { "\(Facts.name)_\(release.facts.version.debian)_\(release.architecture.debian).deb" }

  /// Writes the package into the output folder.
  func write() throws {
    let root = try Folder(release.work.appending(path: "deb"), date: release.facts.date)
    try addProgram(to: root)
    try addUnits(to: root)
    try addDocuments(to: root)
    for file in DebianScripts.configuration {
      try root.write(file.text, to: String(file.path.dropFirst()), mode: file.mode)
    }
    let size = (try root.size + 1023) / 1024
    try addControl(to: root, size: size)
    try root.setDates()
    // One thread: how many there are decides the bytes otherwise.
    try Tool.dpkgDeb.run(
      ["--root-owner-group", "-Zxz", "-z9", "--build", root.url.path, release.output.appending(path: fileName).path],
      ["SOURCE_DATE_EPOCH": "\(release.facts.date)", "DPKG_DEB_THREADS_MAX": "1"]
    )
  }

  private func addProgram(to root: Folder) throws {
    try root.copy(release.stripped, to: "usr/bin/\(Facts.name)", mode: 0o755)
    for (shell, path) in Self.completions {
      let script = try release.program.completions(shell, installedAt: "/usr/bin/\(Facts.name)")
      try root.write(script, to: path)
    }
    for page in try release.manualPages() {
      try root.write(try Archive.gzipped(page.source), to: "usr/share/man/man1/\(page.name).1.gz")
    }
  }

  private static let completions = [
    ("bash", "usr/share/bash-completion/completions/\(Facts.name)"),
    ("zsh", "usr/share/zsh/vendor-completions/_\(Facts.name)"),
    ("fish", "usr/share/fish/vendor_completions.d/\(Facts.name).fish"),
  ]

  private func addUnits(to root: Folder) throws {
    try root.write(ServiceUnit.system, to: "lib/systemd/system/\(Facts.name).service")
    try root.write(ServiceUnit.socket, to: "lib/systemd/system/\(Facts.name).socket")
    let user = ServiceUnit.user(program: "/usr/bin/\(Facts.name)")
    try root.write(user, to: "usr/lib/systemd/user/\(Facts.name).service")
    try root.write(ServiceUnit.socket, to: "usr/lib/systemd/user/\(Facts.name).socket")
  }

  private func addDocuments(to root: Folder) throws {
    let folder = "usr/share/doc/\(Facts.name)"
    try root.write(Copyright.text(try release.components()), to: "\(folder)/copyright")
    try root.write(try Archive.gzipped(release.changelog.debian(release.facts)), to: "\(folder)/changelog.gz")
    let overrides = Self.overrides.map { "# \($0.reason)\n\(Facts.name): \($0.tag)\n" }.joined()
    try root.write(overrides, to: "usr/share/lintian/overrides/\(Facts.name)")
  }

  /// The tags of lintian that stay, each with the reason.
  private static let overrides: [(tag: String, reason: String)] = [
    ("copyright-without-copyright-notice", "The owner has not chosen a licence yet."),
    ("embedded-library", "libyaml is linked in, so that the program needs nothing beside it but libcurl."),
    ("non-standard-file-perm", "Secrets in /etc are for root alone."),
    ("hardening-no-fortify-functions", "Swift checks bounds itself; it has no such functions."),
    ("spelling-error-in-binary", "It is no text, or a text of a library."),
    (
      "package-supports-alternative-init-but-no-init.d-script", "Without systemd, nethesis-mcp http is started by hand."
    ),
  ]

  private func addControl(to root: Folder, size: Int) throws {
    let libraries = release.program.report.libraries
    let dependencies =
      try release.program.needs().debian + libraries.filter { $0.need == .depends }.map(\.packages)
      + ["ca-certificates"]
    let recommended = libraries.filter { $0.need == .recommends }.map(\.packages)
    let suggested = libraries.filter { $0.need == .suggests }.map(\.packages)
    let paragraphs = Facts.longDescription.map { " " + Paragraph.wrapped($0, width: 76, indent: " ") }
    let control = """
      Package: \(Facts.name)
      Version: \(release.facts.version.debian)
      Architecture: \(release.architecture.debian)
      Maintainer: \(Facts.author) <\(Facts.mail)>
      Installed-Size: \(size)
      Depends: \(dependencies.joined(separator: ", "))
      Recommends: \(recommended.joined(separator: ", "))
      Suggests: \(suggested.joined(separator: ", "))
      Section: net
      Priority: optional
      Homepage: \(Facts.homepage)
      Description: MCP server for HTTP APIs that an OpenAPI document describes
      \(paragraphs.joined(separator: "\n .\n"))

      """
    try root.write(control, to: "DEBIAN/control")
    try root.write(DebianScripts.configuration.map { "\($0.path)\n" }.joined(), to: "DEBIAN/conffiles")
    try root.write(try sums(of: root), to: "DEBIAN/md5sums")
    for (name, script) in [
      ("postinst", DebianScripts.postinst), ("prerm", DebianScripts.prerm), ("postrm", DebianScripts.postrm),
    ] {
      try root.write(script, to: "DEBIAN/\(name)", mode: 0o755)
    }
  }

  /// The digests of the package's files but those of its configuration (deb-md5sums(5)).
  private func sums(of root: Folder) throws -> String {
    let configuration = Set(DebianScripts.configuration.map { String($0.path.dropFirst()) })
    return try root.files.filter { !$0.hasPrefix("DEBIAN/") && !configuration.contains($0) }.map { path in
      "\(Digest.md5(try Data(contentsOf: root.url.appending(path: path))))  \(path)\n"
    }.joined()
  }
}
