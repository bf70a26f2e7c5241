import Glibc
import ProcessEnvironment
import Synchronization

/// A temporary folder, removed together with its files.
final class TemporaryDirectory: Sendable {
  private let path: String
  private let files = Mutex<[String]>([])

  init() throws(CommandFailure) {
    var path = Array("/tmp/nethesis-mcp-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&path) != nil else { throw .failed("no folder can be made in /tmp") }
    self.path = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for file in files.withLock({ $0 }) { unsafe unlink(file) }
    _ = unsafe rmdir(path)
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
