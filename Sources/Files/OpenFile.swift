import Glibc

/// A regular file that is open for reading.
///
/// Only regular files are opened: a pipe could block for ever, and can be read only once.
package struct OpenFile: ~Copyable {
  private let descriptor: Int32
  /// The state of the file when it was opened.
  package let state: FileState

  /// Opens a file; throws if it is missing, unreadable or not regular.
  package init(_ path: String) throws(FileError) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw FileError(path, .system(errno)) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let error = errno
      close(descriptor)
      throw FileError(path, .system(error))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileError(path, .notRegular)
    }
    state = FileState(status)
    self.path = path
  }

  private let path: String
  /// The most bytes read at once.
  private static let chunkSize = 1 << 16

  deinit { close(descriptor) }

  /// Reads the complete file, once.
  package consuming func bytes(atMost limit: Int) throws(FileError) -> [UInt8] {
    guard state.size <= limit else { throw FileError(path, .tooLarge(limit: limit)) }
    var bytes: [UInt8] = []
    // One byte more than expected, so that a file that grows meanwhile is noticed. Files made by the kernel (`/proc`)
    // report no size.
    let expected = state.size > 0 ? state.size + 1 : Self.chunkSize
    var chunk = [UInt8](repeating: 0, count: min(expected, Self.chunkSize))
    while true {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path, .system(errno)) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { throw FileError(path, .tooLarge(limit: limit)) }
    }
  }
}
