import Glibc

/// The folder whose files a model may upload.
///
/// The target of a symbolic link has to be in the folder, too: the check is made on the open file, so that nothing can
/// be exchanged in between.
package struct UploadFolder: Sendable, Hashable {
  /// The real path of the folder, without a slash at its end.
  private let path: String
  /// The most bytes of an uploaded file.
  private static let maximumSize = 32 << 20

  /// Opens a folder; `nil` if there is none at that path.
  package init?(_ path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let real = Self.path(of: descriptor) else { return nil }
    self.path = real == "/" ? "" : real
  }

  /// Reads a file in the folder.
  ///
  /// - Parameters:
  ///   - location: The text behind `file:`: a relative or an absolute path, with or without `//` before it.
  ///   - argument: The argument's name, for failures.
  /// - Returns: The content of the file, and its name without folders.
  /// - Throws: The reason why the file cannot be sent; it reveals nothing outside of the folder.
  func file(_ location: Substring, argument: String) throws(CallFailure) -> (bytes: [UInt8], name: String) {
    let isURL = location.hasPrefix("//")
    let given = isURL ? PercentEncoding.decoded(String(location.dropFirst(2))) : String(location)
    guard !given.isEmpty, !given.utf8.contains(0) else { throw Self.outside(argument) }
    // Without `O_NONBLOCK`, opening a pipe would wait for a writer.
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

  /// The real path of an open file.
  private static func path(of descriptor: Int32) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
    guard count > 0, count < buffer.count else { return nil }
    return String(validating: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
