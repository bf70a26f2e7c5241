import Glibc
import ProcessEnvironment
import Synchronization

/// A temporary folder, removed together with its files.
final class TemporaryDirectory: Sendable {
  private let path: String
  private let files = Mutex<[String]>([])
  private let folders = Mutex<[String]>([])

  init() throws(CommandFailure) {
    var path = Array("/tmp/nethesis-mcp-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&path) != nil else { throw .failed("no folder can be made in /tmp") }
    self.path = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for file in files.withLock({ $0 }) { unsafe unlink(file) }
    for folder in folders.withLock({ $0 }) { Self.remove(folder) }
    _ = unsafe rmdir(path)
  }

  /// Makes a folder, which is removed with everything in it.
  func newFolder() throws(CommandFailure) -> String {
    let folder = folders.withLock { folders in
      let folder = "\(path)/state-\(folders.count)"
      folders.append(folder)
      return folder
    }
    guard unsafe mkdir(folder, 0o700) == 0 else { throw .failed("no folder can be made in \(path)") }
    return folder
  }

  /// The paths of all files in a folder, also of those in folders inside; links are not followed.
  static func files(in folder: String) -> [String] { contents(of: folder).files }

  /// The files and the folders in a folder; inner folders come first.
  private static func contents(of folder: String) -> (files: [String], folders: [String]) {
    var (files, folders, next): ([String], [String], [String]) = ([], [], [folder])
    while let folder = next.popLast() {
      folders.append(folder)
      guard let stream = unsafe opendir(folder) else { continue }
      while let entry = unsafe readdir(stream) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        guard name != ".", name != ".." else { continue }
        if unsafe entry.pointee.d_type == UInt8(DT_DIR) {
          next.append("\(folder)/\(name)")
        } else {
          files.append("\(folder)/\(name)")
        }
      }
      unsafe closedir(stream)
    }
    return (files, folders.reversed())
  }

  private static func remove(_ folder: String) {
    let (files, folders) = contents(of: folder)
    for file in files { unsafe unlink(file) }
    for folder in folders { unsafe rmdir(folder) }
  }

  /// The path of a new file, which does not exist yet.
  func newFile() -> String {
    files.withLock { files in
      let file = "\(path)/\(files.count)"
      files.append(file)
      return file
    }
  }
}
