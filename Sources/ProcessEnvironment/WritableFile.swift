import Glibc

/// Operations on a file that is open for writing, by its descriptor.
package enum WritableFile {
  /// Whether a path names the file of a descriptor.
  package static func isInPlace(_ descriptor: Int32, _ path: String) -> Bool {
    var (own, current) = (stat(), stat())
    guard unsafe fstat(descriptor, &own) == 0, unsafe lstat(path, &current) == 0 else { return false }
    return own.st_ino == current.st_ino && own.st_dev == current.st_dev
  }

  /// Replaces the content with bytes.
  ///
  /// - Returns: The `errno` of a failure; `nil` if there was none.
  package static func replace(_ descriptor: Int32, with bytes: [UInt8]) -> Int32? {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { bytes in
        unsafe pwrite(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written, off_t(written))
      }
      if count > 0 {
        written += count
      } else if count == 0 || errno != EINTR {
        return count == 0 ? ENOSPC : errno
      }
    }
    return ftruncate(descriptor, off_t(bytes.count)) == 0 ? nil : errno
  }
}
