import Foundation

/// The files of the image: the program, what it links and opens, certificates, and a user.
///
/// The libraries are those of the machine that makes it.
struct ImageRoot {
  let release: Release

  /// Fills a folder.
  func fill(_ root: Folder) throws {
    try root.copy(release.stripped, to: "usr/bin/\(Facts.name)", mode: 0o755)
    for library in try libraries() {
      let target = URL(filePath: library).resolvingSymlinksInPath().path
      // The loader is found by its path, which the program has, and a library by its name alone.
      let name = URL(filePath: library).lastPathComponent
      let folder = "usr/lib/\(release.architecture.uname)-linux-gnu"
      let isLoader = name.hasPrefix("ld-linux")
      let place = isLoader ? String(library.dropFirst().replacing(/^lib\//, with: "usr/lib/")) : "\(folder)/\(name)"
      try root.copy(URL(filePath: target), to: place, mode: 0o755)
    }
    try root.link("lib", to: "usr/lib")
    let certificates = URL(filePath: "/etc/ssl/certs/ca-certificates.crt")
    guard FileManager.default.fileExists(atPath: certificates.path) else {
      throw PackagingError("there is no \(certificates.path) for the image: install the package ca-certificates")
    }
    try root.copy(certificates, to: "etc/ssl/certs/ca-certificates.crt")
    let user = Facts.imageUser
    try root.write("root:x:0:0::/:/sbin/nologin\nmcp:x:\(user):\(user)::\(Self.home):/sbin/nologin\n", to: "etc/passwd")
    try root.write("root:x:0:\nmcp:x:\(user):\n", to: "etc/group")
    try root.write("hosts: files dns\n", to: "etc/nsswitch.conf")
    try root.makeFolder(String(Self.home.dropFirst()))
    try root.makeFolder("proc")
    try root.makeFolder("tmp", mode: 0o1777)
    try root.write(Copyright.text(try release.components()), to: "usr/share/doc/\(Facts.name)/copyright")
  }

  static let home = "/home/mcp"

  /// The paths of the libraries that the program starts with, and of those that it cannot do without when it calls.
  private func libraries() throws -> [String] {
    var found: Set<String> = []
    for file in [release.program.url.path] + (try opened()) {
      let listing = String(decoding: try Tool.ldd.run([file]), as: UTF8.self)
      for line in listing.split(separator: "\n") {
        guard !line.contains("not found") else { throw PackagingError("the image lacks a library: \(line)") }
        let words = line.split { $0 == " " || $0 == "\t" }
        if let path = words.first(where: { $0.hasPrefix("/") }) { found.insert(String(path)) }
      }
      if file != release.program.url.path { found.insert(file) }
    }
    return found.sorted()
  }

  /// The files of the libraries that are opened, without those that it does without.
  private func opened() throws -> [String] {
    let folders = ["/usr/lib/\(release.architecture.uname)-linux-gnu", "/usr/lib64", "/usr/lib"]
    return try release.program.report.libraries.filter { $0.need == .depends }.map { library in
      guard let path = folders.map({ "\($0)/\(library.file)" }).first(where: FileManager.default.fileExists(atPath:))
      else {
        throw PackagingError("there is no \(library.file) for the image: install \(library.packages)")
      }
      return path
    }
  }
}
