import Foundation
import JSON

/// The release binary: what it says of itself, and what it needs.
struct ProgramFile {
  let url: URL
  /// Its command line.
  let commands: CommandTree
  /// The facts of `--version --json`.
  let report: VersionFacts
  /// Its name and version, as clients get them.
  let identity: ServerIdentity

  /// Reads what a program says of itself.
  init(_ url: URL) throws {
    guard FileManager.default.isExecutableFile(atPath: url.path) else {
      throw PackagingError(
        "there is no program \(url.path); build it: swift build -c release --product nethesis-mcp "
          + "--static-swift-stdlib --disable-local-rpath"
      )
    }
    self.url = url
    commands = try CommandTree(JSONParser.parse(Array(Command.run(url.path, ["--experimental-dump-help"]))))
    report = try VersionFacts(JSONParser.parse(Array(Command.run(url.path, ["--version", "--json"]))))
    identity = try ServerIdentity(of: url)
  }

  /// The script that completes its command lines in a shell, for when it is installed at a path.
  func completions(_ shell: String, installedAt path: String) throws -> String {
    let script = String(decoding: try Command.run(url.path, ["completions", shell]), as: UTF8.self)
    let own = url.resolvingSymlinksInPath().path
    guard script.contains(own) else { throw PackagingError("the completions for \(shell) do not name \(own)") }
    return script.replacing(own, with: path)
  }

  /// A copy of it without what only debuggers read.
  func stripped(in folder: URL) throws -> URL {
    let copy = folder.appending(path: Facts.name)
    try? FileManager.default.removeItem(at: copy)
    try FileManager.default.copyItem(at: url, to: copy)
    try Tool.strip.run(["--strip-all", "--remove-section=.comment", copy.path])
    return copy
  }

  /// The libraries and the glibc version that it needs at run time.
  ///
  /// - Throws: An error if it needs more than the oldest system that is served has.
  func needs() throws -> LinkedLibraries {
    let headers = String(decoding: try Tool.objdump.run(["-p", url.path]), as: UTF8.self)
    return try LinkedLibraries(headers)
  }

  /// The architecture by its names.
  func architecture() throws -> Architecture {
    let header = try FileHandle(forReadingFrom: url).read(upToCount: 20) ?? Data()
    guard header.count == 20, header.prefix(4) == Data([0x7F, 0x45, 0x4C, 0x46]) else {
      throw PackagingError("\(url.path) is no ELF file: only Linux is packaged")
    }
    return try Architecture(machine: Int(header[18]) | Int(header[19]) << 8)
  }
}
