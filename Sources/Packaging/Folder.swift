import Foundation

/// A folder whose files have the modes and the date that an artefact is made of.
struct Folder {
  let url: URL
  /// Seconds since 1970 that its files are dated by.
  let date: Int

  /// Makes a folder, in place of what was there.
  init(_ url: URL, date: Int) throws {
    (self.url, self.date) = (url, date)
    try? FileManager.default.removeItem(at: url)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try set(0o755, url.path)
  }

  /// Writes a file, and the folders above it.
  func write(_ data: Data, to path: String, mode: Int = 0o644) throws {
    let file = url.appending(path: path)
    try makeFolders(above: path)
    try data.write(to: file)
    try set(mode, file.path)
  }

  func write(_ text: String, to path: String, mode: Int = 0o644) throws {
    try write(Data(text.utf8), to: path, mode: mode)
  }

  /// Copies a file, links followed.
  func copy(_ file: URL, to path: String, mode: Int = 0o644) throws {
    try write(try Data(contentsOf: file), to: path, mode: mode)
  }

  /// Makes an empty folder.
  func makeFolder(_ path: String, mode: Int = 0o755) throws {
    try makeFolders(above: path + "/.")
    try set(mode, url.appending(path: path).path)
  }

  /// Makes a symbolic link.
  func link(_ path: String, to target: String) throws {
    try makeFolders(above: path)
    try FileManager.default.createSymbolicLink(atPath: url.appending(path: path).path, withDestinationPath: target)
  }

  /// Dates everything in it; to be called last, since every file that is added changes its folder.
  func setDates() throws {
    let when = timespec(tv_sec: date, tv_nsec: 0)
    for path in try ["."] + FileManager.default.subpathsOfDirectory(atPath: url.path) {
      let file = url.appending(path: path).path
      var times = (when, when)
      // Safe: a pair of equal types has the layout of the array of two that the call reads.
      let failure = unsafe withUnsafePointer(to: &times) { pair in
        unsafe pair.withMemoryRebound(to: timespec.self, capacity: 2) {
          unsafe utimensat(AT_FDCWD, file, $0, AT_SYMLINK_NOFOLLOW)
        }
      }
      guard failure == 0 else { throw PackagingError("\(file) cannot be dated: errno \(errno)") }
    }
  }

  /// The paths of its files by name, links left out.
  var files: [String] {
    get throws {
      try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { path in
        let file = try FileManager.default.attributesOfItem(atPath: url.appending(path: path).path)
        return file[.type] as? FileAttributeType == .typeRegular
      }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  /// The size of all its files in bytes.
  var size: Int {
    get throws {
      try files.reduce(0) { sum, path in
        let file = try FileManager.default.attributesOfItem(atPath: url.appending(path: path).path)
        return sum + (file[.size] as? Int ?? 0)
      }
    }
  }

  private func makeFolders(above path: String) throws {
    var folder = url
    for name in path.split(separator: "/").dropLast() {
      folder.append(path: String(name))
      guard !FileManager.default.fileExists(atPath: folder.path) else { continue }
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
      try set(0o755, folder.path)
    }
  }

  /// Sets a mode, whatever the umask.
  private func set(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }
}
