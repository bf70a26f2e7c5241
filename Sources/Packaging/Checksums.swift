import Foundation

/// The digests of all artefacts, and their signature.
struct Checksums {
  let release: Release
  /// The private SSH key that signs them; `nil` to leave the signature out.
  let key: String?

  static let fileName = "SHA256SUMS"
  /// The namespace of the signature: it holds for nothing else (ssh-keygen(1), -Y sign).
  static let namespace = "\(Facts.name)-release"

  func write() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: release.output.path).sorted()
    let lines = try files.compactMap { name -> String? in
      let file = release.output.appending(path: name)
      guard !name.hasPrefix(Self.fileName), try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
      else { return nil }
      return "\(Digest.sha256(try Data(contentsOf: file)))  \(name)\n"
    }
    let text = lines.joined()
    try Data(text.utf8).write(to: release.output.appending(path: Self.fileName))
    let signature = release.output.appending(path: "\(Self.fileName).sig")
    try? FileManager.default.removeItem(at: signature)
    guard let key else { return }
    try Tool.sshKeygen.run(["-Y", "sign", "-f", key, "-n", Self.namespace, "-q"], input: text).write(to: signature)
  }
}
