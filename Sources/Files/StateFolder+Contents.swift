import Glibc

/// Whole files of the folder, read and replaced.
extension StateFolder {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - name: A name without a slash.
  ///   - limit: The largest size, in bytes.
  /// - Returns: The content; `nil` if there is no file.
  /// - Throws: The reason why it cannot be read, or that it is larger.
  package borrowing func contents(_ name: String, atMost limit: Int) throws(Failure) -> [UInt8]? {
    guard let file = try file(name, O_RDONLY) else { return nil }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw Failure("\(path)/\(name)", errno) }
    guard status.st_size <= limit else { throw Failure("\(path)/\(name) is larger than \(limit) bytes") }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var position = 0
    while position < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(file, buffer.baseAddress?.advanced(by: position), buffer.count - position, off_t(position))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure("\(path)/\(name)", errno) }
      if count == 0 { break }
      position += count
    }
    return Array(bytes.prefix(position))
  }

  /// Reads the beginning of a file; `nil` if there is none.
  ///
  /// - Throws: The reason why it cannot be read.
  package borrowing func beginning(_ name: String, _ size: Int) throws(Failure) -> [UInt8]? {
    guard let file = try file(name, O_RDONLY) else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: size)
    let count = unsafe pread(file, &bytes, size, 0)
    guard count >= 0 else { throw Failure("\(path)/\(name)", errno) }
    return Array(bytes.prefix(count))
  }

  /// Replaces a file so that at any moment, also after a crash, there is either the earlier or the new content.
  ///
  /// - Parameters:
  ///   - name: A name without a slash.
  ///   - bytes: The new content.
  ///   - temporary: The name under which it is written, which no other process uses at this time.
  /// - Throws: The reason why it cannot be written; the earlier content then stays, unless only the flush of the folder
  ///   failed.
  package borrowing func replace(_ name: String, with bytes: [UInt8], by temporary: String) throws(Failure) {
    // Removes the file of a process that was killed while writing.
    _ = unsafe unlinkat(descriptor, temporary, 0)
    guard try create(temporary, bytes) else { throw Failure("\(path)/\(temporary)", EEXIST) }
    guard unsafe renameat(descriptor, temporary, descriptor, name) == 0 else {
      let code = errno
      _ = unsafe unlinkat(descriptor, temporary, 0)
      throw Failure("\(path)/\(name)", code)
    }
    guard fsync(descriptor) == 0 else { throw Failure(path, errno) }
  }

  /// Makes a new file and flushes it; one that cannot be written as a whole is removed.
  ///
  /// - Returns: `false` if there is such a file.
  /// - Throws: The reason why it cannot be written.
  package borrowing func create(_ name: String, _ bytes: [UInt8]) throws(Failure) -> Bool {
    let file = unsafe openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      if errno == EEXIST { return false }
      throw Failure("\(path)/\(name)", errno)
    }
    defer { close(file) }
    guard let code = Self.write(bytes, to: file) ?? (fsync(file) == 0 ? nil : errno) else { return true }
    _ = unsafe unlinkat(descriptor, name, 0)
    throw Failure("\(path)/\(name)", code)
  }

  /// Writes bytes; returns the `errno` of a failure.
  private static func write(_ bytes: [UInt8], to file: Int32) -> Int32? {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count > 0 {
        written += count
      } else if count == 0 || errno != EINTR {
        return count == 0 ? ENOSPC : errno
      }
    }
    return nil
  }
}
