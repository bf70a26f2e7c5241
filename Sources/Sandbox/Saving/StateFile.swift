import Files
import Glibc
import JSON

/// The file in which a sandbox keeps its state, so that sign-ins outlive its process; readable only by its owner.
package final class StateFile: Sendable {
  /// A file that cannot be used; the text says why.
  package struct Failure: Error, CustomStringConvertible {
    /// The reason, with the path.
    package let description: String

    init(_ path: String, _ reason: String) { description = "\(path): \(reason)" }
    init(_ path: String, _ code: Int32) { self.init(path, unsafe String(cString: strerror(code))) }
  }

  private let path: String
  /// The descriptor of the lock, which no other sandbox can take meanwhile.
  private let lock: Int32

  /// Takes the lock beside the file; throws if another sandbox has it.
  init(_ path: String) throws(Failure) {
    self.path = path
    let name = path + ".lock"
    lock = unsafe open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0o600)
    guard lock >= 0 else { throw Failure(name, errno) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(lock)
      throw code == EWOULDBLOCK ? Failure(path, "another sandbox is using this file") : Failure(name, code)
    }
  }

  // Closing the descriptor releases the lock.
  deinit { close(lock) }

  /// Reads the file; `nil` if there is none yet.
  func read() throws(Failure) -> JSONValue? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try File.bytes(path)
    } catch {
      if error.reason == .system(ENOENT) { return nil }
      throw Failure(path, error.description)
    }
    guard let value = try? JSONParser.parse(bytes) else { throw Failure(path, "this is no state of a sandbox") }
    return value
  }

  /// Replaces the file's content in one step.
  ///
  /// It is not forced to the disk: it outlives the process, and an outage of the machine ends only a stand-in.
  func write(_ value: JSONValue) throws(Failure) {
    let draft = "\(path).\(getpid())"
    unsafe unlink(draft)
    let file = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Failure(draft, errno) }
    let bytes = value.json
    var position = 0
    while position < bytes.count {
      let count = unsafe bytes[position...].withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let code = errno
        close(file)
        unsafe unlink(draft)
        throw Failure(draft, code)
      }
      position += count
    }
    close(file)
    guard unsafe rename(draft, path) == 0 else {
      let code = errno
      unsafe unlink(draft)
      throw Failure(path, code)
    }
  }
}
