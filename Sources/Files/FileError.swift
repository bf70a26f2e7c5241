import Glibc

/// A file that cannot be read.
package struct FileError: Error, Hashable {
  package enum Reason: Hashable, Sendable {
    /// What the system said, an `errno`.
    case system(Int32)
    case notRegular
    case tooLarge(limit: Int)
  }

  package let path: String
  package let reason: Reason

  package init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }
}

extension FileError: CustomStringConvertible {
  package var description: String {
    switch reason {
    case .system(ENOENT): "there is no file \(path)"
    case .system(EACCES): "the file \(path) may not be read by this user"
    case .system(let code): "the file \(path) cannot be read (\(unsafe String(cString: strerror(code))))"
    case .notRegular: "\(path) is not a regular file"
    case .tooLarge(let limit): "the file \(path) is larger than \(limit) bytes"
    }
  }
}

/// A way to read the whole content of a file, by its path.
package typealias FileReading = (String) throws(FileError) -> [UInt8]

/// The whole content of a file.
package enum File {
  /// Reads a regular file.
  package static func bytes(_ path: String, atMost limit: Int = 64 << 20) throws(FileError) -> [UInt8] {
    try OpenFile(path).bytes(atMost: limit)
  }
}
