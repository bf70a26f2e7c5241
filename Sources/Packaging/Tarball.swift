import Foundation

/// The archive that installs the program for one user, without root.
struct Tarball {
  let release: Release

  var name: String { "\(Facts.name)-\(release.facts.version)-linux-\(release.architecture.uname)" }
  var fileName: String { "\(name).tar.gz" }

  func write() throws {
    let folder = try Folder(release.work.appending(path: "tarball"), date: release.facts.date)
    try folder.copy(release.stripped, to: "\(name)/bin/\(Facts.name)", mode: 0o755)
    for page in try release.manualPages() {
      try folder.write(try Archive.gzipped(page.source), to: "\(name)/share/man/man1/\(page.name).1.gz")
    }
    let unit = ServiceUnit.user(program: "@PREFIX@/bin/\(Facts.name)")
    try folder.write(unit, to: "\(name)/share/systemd/user/\(Facts.name).service")
    try folder.write(ServiceUnit.socket, to: "\(name)/share/systemd/user/\(Facts.name).socket")
    try folder.write(Copyright.text(try release.components()), to: "\(name)/COPYRIGHT")
    try folder.write(InstallScript.text(release), to: "\(name)/install", mode: 0o755)
    let archive = release.work.appending(path: "\(name).tar")
    try Archive.tar(folder, [name], to: archive)
    try Archive.gzip(archive)
    let file = release.output.appending(path: fileName)
    try? FileManager.default.removeItem(at: file)
    try FileManager.default.moveItem(at: archive.appendingPathExtension("gz"), to: file)
  }
}
