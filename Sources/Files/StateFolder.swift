import Glibc

/// A user's folder for data that outlives processes (XDG Base Directory Specification: state).
package struct StateFolder: ~Copyable {
  /// The reason why the folder or a file in it cannot be used; the text ends a sentence.
  package struct Failure: Error, Equatable {
    /// The reason, with the path.
    package let reason: String
    /// Whether only the means to open something were missing, which says nothing about what is there.
    package let isShortage: Bool
    /// Whether there is no space left.
    package let isFull: Bool

    /// Makes a failure for a reason in words.
    package init(_ reason: String) { (self.reason, isShortage, isFull) = (reason, false, false) }

    /// Makes a failure for an `errno` at a path.
    package init(_ path: String, _ code: Int32) {
      reason = "\(path): \(unsafe String(cString: strerror(code)))"
      isShortage = [EMFILE, ENFILE, ENOMEM, EIO, EINTR].contains(code)
      isFull = [ENOSPC, EDQUOT, EFBIG].contains(code)
    }
  }

  private static let name = "nethesis-mcp"

  /// The path of the folder.
  package let path: String
  /// The descriptor of the folder, valid as long as this value.
  package let descriptor: Int32

  /// `$XDG_STATE_HOME/nethesis-mcp`, or `~/.local/state/nethesis-mcp`; `nil` if there is no home.
  package static var defaultPath: String? {
    // The specification says to ignore a relative path in this variable.
    if let home = variable("XDG_STATE_HOME"), home.hasPrefix("/") { return "\(home)/\(name)" }
    return home.map { "\($0)/.local/state/\(name)" }
  }

  /// The value of `XDG_STATE_HOME`; `nil` if it is missing or empty.
  static var stateHome: String? { variable("XDG_STATE_HOME") }

  /// The user's home folder, from the environment or else from the system; `nil` if there is none.
  package static var home: String? {
    guard let home = variable("HOME") ?? knownHome, home.hasPrefix("/") else { return nil }
    return home
  }

  /// The home folder in the user database: clients start servers with few variables, or none.
  private static var knownHome: String? {
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    guard unsafe getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found) == 0, unsafe found != nil else {
      return nil
    }
    return unsafe entry.pw_dir.map { unsafe String(cString: $0) }
  }

  // Safe: this program never changes its environment.
  private static func variable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Opens the folder, or makes it accessible only to its owner.
  ///
  /// - Throws: The reason why it cannot be used: not a folder, a link, or another user's.
  package init(_ path: String) throws(Failure) {
    try Self.make(path)
    guard let descriptor = try Self.open(path) else { throw Failure(path, ENOENT) }
    self.path = path
    self.descriptor = descriptor
  }

  /// Opens the folder; `nil` if there is none.
  ///
  /// - Throws: The reason why it cannot be used: not a folder, a link, or another user's.
  package init?(existing path: String) throws(Failure) {
    guard let descriptor = try Self.open(path) else { return nil }
    self.path = path
    self.descriptor = descriptor
  }

  private static func open(_ path: String) throws(Failure) -> Int32? {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      let code = errno
      if code == ENOENT { return nil }
      throw code == ELOOP || code == ENOTDIR ? Failure("\(path) is not a folder of its own") : Failure(path, code)
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_uid == geteuid() else {
      close(descriptor)
      throw Failure("\(path) belongs to another user")
    }
    guard status.st_mode & 0o077 == 0 || fchmod(descriptor, 0o700) == 0 else {
      let code = errno
      close(descriptor)
      throw Failure(path, code)
    }
    return descriptor
  }

  deinit { close(descriptor) }

  /// Opens a regular file of this user in the folder, and removes access for all others.
  ///
  /// - Parameters:
  ///   - name: A name without a slash.
  ///   - flags: Flags of `open`, besides those that exclude links and pipes.
  /// - Returns: A descriptor that the caller closes; `nil` if there is no file.
  /// - Throws: The reason why it cannot be used.
  package borrowing func file(_ name: String, _ flags: Int32) throws(Failure) -> Int32? {
    let file = unsafe openat(descriptor, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
    guard file >= 0 else {
      let code = errno
      if code == ENOENT { return nil }
      throw Failure("\(path)/\(name)", code)
    }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_nlink <= 1
    else {
      close(file)
      throw Failure("\(path)/\(name) is not a file of this user alone")
    }
    guard status.st_mode & 0o077 == 0 || fchmod(file, 0o600) == 0 else {
      let code = errno
      close(file)
      throw Failure("\(path)/\(name)", code)
    }
    return file
  }

  /// The reason why the folder could not be used, checked without making it; `nil` if it could.
  package static func problem(_ path: String) -> String? {
    var status = stat()
    if unsafe lstat(path, &status) == 0 {
      do throws(Failure) { _ = try StateFolder(path) } catch { return error.reason }
      return unsafe access(path, W_OK | X_OK) == 0 ? nil : Failure(path, errno).reason
    }
    // The folder in which the first missing one would be made.
    var parent = path[...]
    while let slash = parent.lastIndex(of: "/") {
      parent = parent[..<slash]
      let folder = parent.isEmpty ? "/" : String(parent)
      guard unsafe stat(folder, &status) == 0 else { continue }
      guard status.st_mode & S_IFMT == S_IFDIR else { return Failure(folder, ENOTDIR).reason }
      return unsafe access(folder, W_OK | X_OK) == 0 ? nil : Failure(folder, errno).reason
    }
    return Failure(path, ENOENT).reason
  }

  /// Makes the missing folders of a path.
  private static func make(_ path: String) throws(Failure) {
    if unsafe mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT else { throw Failure(path, errno) }
    var folder = ""
    for part in path.split(separator: "/") {
      folder += "/\(part)"
      guard unsafe mkdir(folder, 0o700) != 0, errno != EEXIST else { continue }
      // An existing one may be on a read-only file system.
      let code = errno
      var status = stat()
      guard unsafe stat(folder, &status) == 0 else { throw Failure(folder, code) }
    }
  }
}
