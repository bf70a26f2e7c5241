import Foundation

/// The index by which APT finds, checks and updates the package: pool/ and dists/, with a signed InRelease.
struct APTIndex {
  let release: Release
  /// The key in gpg's keyring that signs it.
  let key: String
  /// A folder with earlier packages, which stay installable.
  let pool: URL?

  static let folder = "apt"
  static let suite = "stable"
  static let keyring = "\(Facts.name)-archive-keyring.gpg"

  /// Writes the index, and the public key that people put into `signed-by`.
  func write(_ package: DebianPackage) throws {
    let file = release.output.appending(path: package.fileName)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw PackagingError("there is no \(file.path) for the APT index: make the part deb, too")
    }
    let folder = try Folder(release.output.appending(path: Self.folder), date: release.facts.date)
    let place = "pool/main/n/\(Facts.name)"
    for earlier in try earlierPackages(besides: package.fileName) {
      try folder.copy(earlier, to: "\(place)/\(earlier.lastPathComponent)")
    }
    try folder.copy(file, to: "\(place)/\(package.fileName)")
    try addPackages(to: folder)
    try sign(folder)
    try folder.setDates()
  }

  private func earlierPackages(besides name: String) throws -> [URL] {
    guard let pool else { return [] }
    let files = try FileManager.default.contentsOfDirectory(at: pool, includingPropertiesForKeys: nil)
    return files.filter { $0.pathExtension == "deb" && $0.lastPathComponent != name }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  private func addPackages(to folder: Folder) throws {
    let architecture = release.architecture.debian
    let place = "dists/\(Self.suite)/main/binary-\(architecture)"
    let packages = try Tool.aptFTPArchive.run(["packages", "pool"], in: folder.url)
    try folder.write(packages, to: "\(place)/Packages")
    try folder.write(try Archive.gzipped(String(decoding: packages, as: UTF8.self)), to: "\(place)/Packages.gz")
    let fields = [
      "Origin": Facts.author, "Label": Facts.title, "Suite": Self.suite, "Codename": Self.suite,
      "Architectures": architecture, "Components": "main", "Description": "\(Facts.name) for Debian and Ubuntu",
    ]
    let options = fields.sorted { $0.key < $1.key }.flatMap {
      ["-o", "APT::FTPArchive::Release::\($0.key)=\($0.value)"]
    }
    let index = try Tool.aptFTPArchive.run(
      options + ["release", "dists/\(Self.suite)"],
      in: folder.url,
      ["SOURCE_DATE_EPOCH": "\(release.facts.date)"]
    )
    // Not every version of the tool takes its date from the environment.
    let date = "Date: \(Dates.mail(release.facts.date))"
    let lines = String(decoding: index, as: UTF8.self).split(separator: "\n").map {
      $0.hasPrefix("Date:") ? date : String($0)
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "dists/\(Self.suite)/Release")
  }

  private func sign(_ folder: Folder) throws {
    let text = try String(contentsOf: folder.url.appending(path: "dists/\(Self.suite)/Release"), encoding: .utf8)
    let time = Dates.gpg(max(release.facts.date, try keyDate()))
    let signed = try Tool.gpg.run(
      [
        "--batch", "--no-options", "--faked-system-time", "\(time)!", "--local-user", "\(key)", "--digest-algo",
        "SHA512",
        "--no-comments", "--no-emit-version", "--clearsign",
      ],
      input: text
    )
    try folder.write(signed, to: "dists/\(Self.suite)/InRelease")
    let keyring = try Tool.gpg.run(["--batch", "--no-options", "--export-options", "export-minimal", "--export", key])
    try folder.write(keyring, to: Self.keyring)
  }

  /// When the key was made: nothing that it signed before would be believed.
  private func keyDate() throws -> Int {
    let list = try Tool.gpg.run(["--batch", "--no-options", "--with-colons", "--list-secret-keys", key])
    let line = String(decoding: list, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("sec:") }
    let fields = line?.split(separator: ":", omittingEmptySubsequences: false)
    guard let fields, fields.count > 5, let date = Int(fields[5]) else {
      throw PackagingError("gpg has no secret key \(key): import it, or name another one by --apt-key")
    }
    return date
  }
}
