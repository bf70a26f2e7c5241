import Foundation
import TextCoding

/// The OCI image as an archive of its layout.
struct Image {
  let release: Release

  var fileName: String { "\(Facts.name)-\(release.facts.version)-linux-\(release.architecture.oci).oci.tar" }

  func write() throws {
    let root = try Folder(release.work.appending(path: "image-root"), date: release.facts.date)
    try ImageRoot(release: release).fill(root)
    let layer = release.work.appending(path: "layer.tar")
    let entries = try FileManager.default.contentsOfDirectory(atPath: root.url.path).sorted()
    try Archive.tar(root, entries, to: layer)
    let layout = release.work.appending(path: "image")
    let image = "\(layout.path):\(release.facts.version)"
    let created = UTCTime.text(release.facts.date)
    try Tool.umoci.run(["init", "--layout", layout.path])
    try Tool.umoci.run(["new", "--image", image])
    try Tool.umoci.run([
      "raw", "add-layer", "--image", image, "--history.created_by", "packaging", "--history.created", created,
      layer.path,
    ])
    try Tool.umoci.run(["config", "--image", image, "--no-history", "--created", created] + configuration)
    try Tool.umoci.run(["gc", "--layout", layout.path])
    let folder = try Folder(release.work.appending(path: "image-archive"), date: release.facts.date)
    for path in try FileManager.default.subpathsOfDirectory(atPath: layout.path).sorted() {
      let file = layout.appending(path: path)
      guard !file.hasDirectoryPath, (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
      else { continue }
      try folder.copy(file, to: path)
    }
    let parts = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    try Archive.tar(folder, parts, to: release.output.appending(path: fileName))
    try Data(Containerfile.text(release.facts).utf8).write(to: release.output.appending(path: "Containerfile"))
  }

  /// The options of `umoci config`.
  private var configuration: [String] {
    let labels = Self.labels(release.facts, commit: release.program.report.commit)
    return [
      "--architecture", release.architecture.oci, "--os", "linux", "--config.user",
      "\(Facts.imageUser):\(Facts.imageUser)",
      "--config.entrypoint", "/usr/bin/\(Facts.name)", "--config.cmd", "stdio", "--config.workingdir", ImageRoot.home,
      "--config.env", "HOME=\(ImageRoot.home)", "--config.env", "PATH=/usr/bin",
      "--config.exposedports", "\(Facts.port)/tcp",
    ] + labels.flatMap { ["--config.label", "\($0.name)=\($0.value)"] }
  }

  /// The labels of the image; the registry's proves that image and entry are of one owner.
  static func labels(_ facts: Facts, commit: String?) -> [(name: String, value: String)] {
    [
      ("io.modelcontextprotocol.server.name", Facts.registryName),
      ("it.nethesis.mcp.health.live", "http://127.0.0.1:\(Facts.port)\(Facts.livePath)"),
      ("it.nethesis.mcp.health.ready", "http://127.0.0.1:\(Facts.port)\(Facts.readyPath)"),
      ("org.opencontainers.image.created", UTCTime.text(facts.date)),
      ("org.opencontainers.image.description", Facts.description),
      ("org.opencontainers.image.title", Facts.title),
      ("org.opencontainers.image.vendor", Facts.author),
      ("org.opencontainers.image.version", facts.version.description),
    ] + (commit.map { [("org.opencontainers.image.revision", $0)] } ?? [])
  }
}
