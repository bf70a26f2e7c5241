import Glibc

/// The one folder whose files a model may have uploaded.
///
/// What a symbolic link leads to counts only if that is in the folder, too: asked of the open file, so that nothing can
/// be exchanged in between.
package struct UploadFolder: Sendable, Hashable {
  /// The folder as the system knows it, without a slash at its end.
  private let path: String
  /// The largest file that is sent, in bytes.
  private static let maximumSize = 32 << 20

  /// Takes a folder; `nil` if there is none at that path.
  package init?(_ path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let real = Self.path(of: descriptor) else { return nil }
    self.path = real == "/" ? "" : real
  }

  /// Reads a file of the folder.
  ///
  /// - Parameters:
  ///   - location: What stands behind `file:`: a path from the folder, or an absolute one, with `//` before it or not.
  ///   - argument: What the failure names.
  /// - Returns: The content of the file, and its name without folders.
  /// - Throws: Why the file cannot be sent, without telling what is outside of the folder.
  func file(_ location: Substring, argument: String) throws(CallFailure) -> (bytes: [UInt8], name: String) {
    let isURL = location.hasPrefix("//")
    let given = isURL ? PercentEncoding.decoded(String(location.dropFirst(2))) : String(location)
    guard !given.isEmpty, !given.utf8.contains(0) else { throw Self.outside(argument) }
    // Not waiting for a writer, should it be a pipe.
    let file = given.hasPrefix("/") ? given : "\(path)/\(given)"
    let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw Self.outside(argument) }
    defer { close(descriptor) }
    guard let real = Self.path(of: descriptor), real.hasPrefix("\(path)/") else { throw Self.outside(argument) }
    let name = real.split(separator: "/").last.map(String.init) ?? "file"
    return (try Self.content(of: descriptor, argument: argument), name)
  }

  private static func outside(_ argument: String) -> CallFailure {
    CallFailure("\(argument) names no file that can be read in the folder for uploads. Nothing was sent.")
  }

  private static func content(of descriptor: Int32, argument: String) throws(CallFailure) -> [UInt8] {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw outside(argument) }
    guard status.st_size <= maximumSize else {
      throw CallFailure("\(argument) names a file of more than \(maximumSize >> 20) MiB. Nothing was sent.")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= maximumSize {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw outside(argument) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// The path of an open file, as the system knows it.
  private static func path(of descriptor: Int32) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
    guard count > 0, count < buffer.count else { return nil }
    return String(validating: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
