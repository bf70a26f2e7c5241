import Foundation

/// Archives of folders, the same bytes for the same files.
enum Archive {
  /// Writes a tar of a folder's entries by name, owned by root.
  static func tar(_ folder: Folder, _ entries: [String], to file: URL) throws {
    try folder.setDates()
    try Tool.tar.run(
      [
        "--create", "--format=ustar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--file", file.path,
      ] + entries,
      in: folder.url
    )
  }

  /// Compresses a file in place with gzip, without its name and date.
  static func gzip(_ file: URL) throws {
    try Tool.gzip.run(["--no-name", "--best", "--force", file.path])
  }

  /// The gzip of data.
  static func gzipped(_ text: String) throws -> Data {
    try Tool.gzip.run(["--no-name", "--best", "--stdout"], input: text)
  }

  /// Writes a ZIP of files in the given order, with their modes and without anything else about them.
  static func zip(_ folder: Folder, _ files: [String], to file: URL) throws {
    try folder.setDates()
    try? FileManager.default.removeItem(at: file)
    try Tool.zip.run(["-X", "-D", "-q", file.path] + files, in: folder.url)
    // It packs the same format four hundredths tighter than zip's best.
    try Tool.advzip.run(["--recompress", "--shrink-normal", "--quiet", file.path])
  }
}
