import ArgumentParser
import Foundation
import ProcessEnvironment

/// Makes the packages, archives and image of a release: the same bytes for the same program and options.
@main
struct Packaging: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "packaging",
    abstract: "Makes the artefacts of a release from the program, for Linux.",
    discussion: """
      Same input, same bytes: the date of everything is SOURCE_DATE_EPOCH, or else the
      day of the changelog's newest entry. A tool that is missing is named with the
      Debian package to install.

      What is signed needs keys: --apt-key for the APT index, --ssh-key for the
      checksums. server.json says where artefacts are, so that it needs --base-url or
      --image-name. Parts that lack these are left out, which is said.
      """
  )

  @Option(help: "The folder for the artefacts.") var output: String
  @Option(help: "The release binary.") var program = ".build/release/nethesis-mcp"
  @Option(parsing: .upToNextOption, help: "Make only these parts.") var only: [Part] = []
  @Option(help: "Name a version before the release, as rc.1.") var preRelease: String?
  @Option(help: "The public https address of the folder with the artefacts.") var baseURL: String?
  @Option(help: "The name under which the image is pushed, as ghcr.io/example/nethesis-mcp.") var imageName: String?
  @Option(help: "The OpenPGP key in gpg's keyring that signs the APT index.") var aptKey: String?
  @Option(help: "A folder with earlier packages, which the APT index lists, too.") var aptPool: String?
  @Option(help: "The private SSH key that signs the checksums.") var sshKey: String?

  func run() throws {
    let files = FileManager.default
    let output = URL(filePath: output)
    try files.createDirectory(at: output, withIntermediateDirectories: true)
    let work = files.temporaryDirectory.appending(path: "packaging-\(UUID().uuidString)")
    try files.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: work) }
    let release = try release(output: output, work: work)
    for part in Part.allCases where only.isEmpty || only.contains(part) { try make(part, release) }
  }

  private func release(output: URL, work: URL) throws -> Release {
    let project = URL(filePath: FileManager.default.currentDirectoryPath)
    let program = try ProgramFile(URL(filePath: program))
    guard program.report.version == Version.current,
      let version = ReleaseVersion(core: Version.current, preRelease: preRelease)
    else {
      throw PackagingError("the program is \(program.report.version), and this is \(Version.current): build it anew")
    }
    let changelog = try Changelog(file: project.appending(path: Release.changelogPath))
    guard let newest = changelog.entries.first, newest.version == version.core, let day = newest.seconds else {
      throw PackagingError(
        "the changelog begins with \(changelog.entries.first?.version ?? "nothing"), not \(version.core)"
      )
    }
    let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap { Int($0) }
    let facts = Facts(version: version, date: epoch ?? day, baseURL: baseURL, imageName: imageName)
    return try Release(facts: facts, program: program, output: output, work: work, project: project)
  }

  private func make(_ part: Part, _ release: Release) throws {
    switch part {
    case .manual:
      let folder = try Folder(release.output.appending(path: "man"), date: release.facts.date)
      for page in try release.manualPages() { try folder.write(page.source, to: "\(page.name).1") }
    case .deb: try DebianPackage(release: release).write()
    case .apt:
      guard let aptKey else { return say("apt is left out: give --apt-key, the key that signs the index") }
      let index = APTIndex(release: release, key: aptKey, pool: aptPool.map { URL(filePath: $0) })
      try index.write(DebianPackage(release: release))
    case .tarball: try Tarball(release: release).write()
    case .mcpb: try Bundle(release: release).write()
    case .image: try Image(release: release).write()
    case .registry:
      if let reason = try RegistryEntry(release: release).write() { say("registry is left out: \(reason)") }
    case .sbom: try Bill(release: release).write()
    case .checksums:
      if sshKey == nil { say("the checksums are not signed: give --ssh-key") }
      try Checksums(release: release, key: sshKey).write()
    }
  }

  private func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
