import Glibc

/// A file that cannot be read.
package struct FileError: Error, Hashable {
  /// The reason for a failure.
  package enum Reason: Hashable, Sendable {
    /// An error of the system, as an `errno`.
    case system(Int32)
    case notRegular
    case tooLarge(limit: Int)
  }

  /// The path of the file.
  package let path: String
  /// The reason.
  package let reason: Reason

  /// Makes an error.
  package init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }
}

extension FileError: CustomStringConvertible {
  package var description: String {
    switch reason {
    case .system(ENOENT) where unsafe path.hasPrefix("/proc/") && access("/proc/self", F_OK) != 0:
      "there is no file \(path): the kernel's files are not mounted; mount -t proc proc /proc does that"
    case .system(ENOENT): "there is no file \(path)"
    case .system(EACCES): "the file \(path) may not be read by this user"
    case .system(let code): "the file \(path) cannot be read (\(unsafe String(cString: strerror(code))))"
    case .notRegular: "\(path) is not a regular file"
    case .tooLarge(let limit): "the file \(path) is larger than \(limit) bytes"
    }
  }
}

/// Reads the complete content of a file, by its path.
package typealias FileReading = (String) throws(FileError) -> [UInt8]

/// Reading of whole files.
package enum File {
  /// Reads a regular file, up to a size in bytes.
  package static func bytes(_ path: String, atMost limit: Int = 64 << 20) throws(FileError) -> [UInt8] {
    try OpenFile(path).bytes(atMost: limit)
  }
}
