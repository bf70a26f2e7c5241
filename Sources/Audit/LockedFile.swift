import Calls
import Glibc

/// A file under an exclusive lock: no other process appends to it while this value exists.
struct LockedFile: ~Copyable {
  private let descriptor: Int32
  private let path: String

  /// Opens a regular file, or makes it readable only by its owner, and waits for the lock.
  init(_ path: String) throws(AuditFailure) {
    self.path = path
    descriptor = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
    guard descriptor >= 0 else { throw AuditFailure("\(path) cannot be opened for writing: \(Self.reason(errno)).") }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw AuditFailure("\(path) is not a regular file.")
    }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let reason = Self.reason(errno)
        close(descriptor)
        throw AuditFailure("\(path) cannot be locked: \(reason).")
      }
    }
  }

  // Closing the descriptor releases the lock.
  deinit { close(descriptor) }

  static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }

  var isEmpty: Bool { lseek(descriptor, 0, SEEK_END) == 0 }

  /// The path with all links resolved; the given path if the file does not exist.
  static func realPath(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// The last line without its line break; `nil` if there is none.
  func lastLine() throws(AuditFailure) -> [UInt8]? {
    var position = lseek(descriptor, 0, SEEK_END)
    var pieces: [ArraySlice<UInt8>] = []
    // Read from the end, each piece once: a line may be long.
    while position > 0 {
      let count = min(Int(position), 4096)
      position -= off_t(count)
      var chunk = [UInt8](repeating: 0, count: count)
      guard unsafe pread(descriptor, &chunk, count, position) == count else {
        throw AuditFailure("\(path) cannot be read: \(Self.reason(errno)).")
      }
      var piece = chunk[...]
      if pieces.isEmpty, piece.last == Self.end { piece.removeLast() }
      let end = piece.lastIndex(of: Self.end)
      pieces.append(piece[(end.map { $0 + 1 } ?? piece.startIndex)...])
      if end != nil { return Array(pieces.reversed().joined()) }
    }
    let line = Array(pieces.reversed().joined())
    return line.isEmpty ? nil : line
  }

  /// Appends a line; after a partial write the file is restored.
  func append(_ line: [UInt8]) throws(AuditFailure) {
    let size = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = Self.end
    if size > 0 { _ = unsafe pread(descriptor, &last, 1, size - 1) }
    // The partial line of a killed process stays a separate line, which fails its check.
    let bytes = (last == Self.end ? [] : [Self.end]) + line + [Self.end]
    let written = unsafe write(descriptor, bytes, bytes.count)
    guard written != bytes.count else { return }
    let reason = written < 0 ? Self.reason(errno) : "there is no more space"
    if written > 0 { _ = ftruncate(descriptor, size) }
    throw AuditFailure("\(path) cannot be written: \(reason).")
  }

  private static let end = UInt8(ascii: "\n")
}
