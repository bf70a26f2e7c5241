import Foundation

/// An external program that makes a part, and the Debian package that has it.
struct Tool: Hashable {
  let name: String
  let package: String

  static let advzip = Tool(name: "advzip", package: "advancecomp")
  static let aptFTPArchive = Tool(name: "apt-ftparchive", package: "apt-utils")
  static let dpkg = Tool(name: "dpkg", package: "dpkg")
  static let dpkgDeb = Tool(name: "dpkg-deb", package: "dpkg")
  static let dpkgQuery = Tool(name: "dpkg-query", package: "dpkg")
  static let gpg = Tool(name: "gpg", package: "gpg")
  static let gzip = Tool(name: "gzip", package: "gzip")
  static let ldd = Tool(name: "ldd", package: "libc-bin")
  static let objdump = Tool(name: "objdump", package: "binutils")
  static let sshKeygen = Tool(name: "ssh-keygen", package: "openssh-client")
  static let strip = Tool(name: "strip", package: "binutils")
  static let swift = Tool(name: "swift", package: "of the Swift toolchain")
  static let tar = Tool(name: "tar", package: "tar")
  static let umoci = Tool(name: "umoci", package: "umoci")
  static let zip = Tool(name: "zip", package: "zip")

  /// Its file, the first of that name in the folders of PATH; `nil` if there is none.
  var file: String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs it and returns what it writes to standard output.
  ///
  /// - Throws: An error with what it writes to standard error if it fails, or the package to install if it is missing.
  @discardableResult
  func run(
    _ arguments: [String],
    in folder: URL? = nil,
    input: String = "",
    _ variables: [String: String] = [:]
  ) throws
    -> Data
  {
    guard let file else { throw PackagingError("there is no \(name): install the package \(package)") }
    return try Command.run(file, arguments, in: folder, input: Data(input.utf8), variables)
  }
}
