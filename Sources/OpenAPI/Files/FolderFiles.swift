import Glibc

/// The files in the folder of a document, and in its subfolders.
///
/// A symbolic link is followed only if its target is in the folder, too; this is checked on the open file, so that
/// nothing can be exchanged in between.
package struct FolderFiles: SiblingFiles, Sendable {
  package let documentName: String
  /// The folder, without a slash at its end and with symbolic links resolved.
  private let folder: String

  /// Finds the folder of a document.
  ///
  /// - Parameter path: The path of the document itself.
  /// - Throws: An error if its folder does not exist.
  package init(besides path: String) throws(SiblingFileError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    documentName = parts.last.map(String.init) ?? ""
    let parent = parts.dropLast().joined(separator: "/")
    let start = parent.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : parent
    // A document in one piece asks for no file, so what only /proc tells is not asked for yet.
    guard let real = unsafe realpath(start, nil) else {
      throw SiblingFileError("lies in a folder that cannot be opened")
    }
    defer { unsafe free(real) }
    guard let folder = unsafe String(validatingCString: real) else {
      throw SiblingFileError("lies in a folder whose name is not UTF-8")
    }
    self.folder = folder == "/" ? "" : folder
  }

  package func bytes(at path: String, limit: Int) throws(SiblingFileError) -> [UInt8] {
    // Non-blocking, in case it is a pipe without a writer.
    let descriptor = unsafe open("\(folder)/\(path)", O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      throw SiblingFileError(errno == ENOENT ? "does not exist" : "cannot be opened")
    }
    defer { close(descriptor) }
    guard let real = Self.path(of: descriptor) else {
      throw SiblingFileError("has a path that only /proc tells, which is not mounted", isOfSystem: true)
    }
    guard real.hasPrefix("\(folder)/") else {
      throw SiblingFileError("leads out of the folder of the document, and only files in it are read")
    }
    return try Self.content(of: descriptor, limit: limit)
  }

  private static func content(of descriptor: Int32, limit: Int) throws(SiblingFileError) -> [UInt8] {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw SiblingFileError("is no file")
    }
    guard status.st_size <= limit else { throw SiblingFileError("is larger than what is read, \(limit) bytes") }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0, bytes.count + count <= limit else { throw SiblingFileError("cannot be read") }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// The path of an open file according to the system.
  private static func path(of descriptor: Int32) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return -1 }
      return unsafe readlink("/proc/self/fd/\(descriptor)", start, buffer.count)
    }
    guard count > 0, count < buffer.count else { return nil }
    return String(validating: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
