import ClientSetup
import Files
import Glibc
import ProcessEnvironment

/// A client's configuration file at the end of all links.
struct ClientFile {
  /// The content of the file, and the attributes that outlive a change; `nil` bytes if there is no file.
  struct Content: Equatable {
    let bytes: [UInt8]?
    let mode: mode_t
    let owner: uid_t
    let group: gid_t
  }

  /// The path as it was given.
  let name: String
  /// The path without links.
  let path: String
  /// The permissions of a new file.
  private let newMode: mode_t

  /// Follows the links of a path.
  ///
  /// - Parameters:
  ///   - name: An absolute path.
  ///   - project: The folder in which the file has to be; `nil` for a file of the user.
  /// - Throws: ``CommandFailure`` if a link leads out of the project.
  init(_ name: String, in project: String?) throws(CommandFailure) {
    guard let path = FilePath.target(name) else {
      throw .failed("\(name) is a link that leads in a circle. Nothing was changed; replace the link by a file.")
    }
    guard FilePath.isText(path) else {
      throw .failed("\(path): names of files that are not UTF-8 cannot be used here. Nothing was changed.")
    }
    (self.name, self.path, newMode) = (name, path, project == nil ? 0o600 : 0o644)
    guard let project, !FilePath.isInside(path, FilePath.resolved(project) ?? project) else { return }
    throw .failed(
      "\(name) is a link to \(path), which is not in the project. Nothing was changed; replace the link by a file."
    )
  }

  /// Reads the file.
  func read() throws(CommandFailure) -> Content {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw failure(errno) }
      return Content(bytes: nil, mode: newMode, owner: geteuid(), group: getegid())
    }
    do throws(FileError) {
      let bytes = try File.bytes(path, atMost: ConfigText.maximumSize)
      return Content(bytes: bytes, mode: status.st_mode & 0o7777, owner: status.st_uid, group: status.st_gid)
    } catch {
      throw .failed("\(error). Nothing was changed.")
    }
  }

  /// Checks that the file may be changed: replacing it would not need that.
  func checkWritable(_ content: Content) throws(CommandFailure) {
    let isRefused = unsafe access(path, W_OK) != 0
    guard content.bytes != nil, content.mode & 0o222 == 0 || isRefused else { return }
    throw .failed("\(path) is read-only. Nothing was changed; allow it (chmod u+w), or add the entry by hand: --print.")
  }

  func failure(_ code: Int32) -> CommandFailure {
    .failed("\(path) cannot be written: \(unsafe String(cString: strerror(code))). It is as it was.")
  }
}
