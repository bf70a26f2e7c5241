import Glibc

/// The place of the folder for state, the same for a person's shell and for servers that clients start without variables.
///
/// If `XDG_STATE_HOME` names another place than the usual one, a sign-in leaves a pointer in the usual folder. Only
/// one pointer is followed; one that others could have written is an error.
package enum StatePlace {
  private static let folderName = "nethesis-mcp"
  /// The name of the pointer in the usual folder: a file with an absolute path and a line break.
  package static let pointerName = "elsewhere"
  /// The longest path of the system, in bytes.
  private static let maximumSize = 4096

  /// The path of the folder for state: that of `XDG_STATE_HOME`, else of the pointer, else the usual one.
  ///
  /// - Throws: The reason why there is none, or why the pointer cannot be used.
  package static func path() throws(StateFolder.Failure) -> String {
    try path(stateHome: StateFolder.stateHome, home: StateFolder.home)
  }

  /// Leaves a pointer for servers that are started without `XDG_STATE_HOME`, or removes one that leads elsewhere.
  ///
  /// - Returns: The path of a pointer that was left; `nil` if none is needed.
  /// - Throws: The reason why it cannot be written.
  @discardableResult
  package static func leavePointer() throws(StateFolder.Failure) -> String? {
    try leavePointer(stateHome: StateFolder.stateHome, home: StateFolder.home)
  }

  static func path(stateHome: String?, home: String?) throws(StateFolder.Failure) -> String {
    // The specification says to ignore a relative path in this variable.
    if let stateHome, stateHome.hasPrefix("/") { return "\(stateHome)/\(folderName)" }
    guard let home else { throw StateFolder.Failure("this user has no home, and XDG_STATE_HOME is not set") }
    let usual = usual(home)
    guard let folder = try StateFolder(existing: usual), let target = try target(of: folder) else { return usual }
    return target
  }

  static func leavePointer(stateHome: String?, home: String?) throws(StateFolder.Failure) -> String? {
    guard let home else { return nil }
    let usual = usual(home)
    let pointer = "\(usual)/\(pointerName)"
    guard let stateHome, stateHome.hasPrefix("/") else {
      // This sign-in followed the pointer, unless that cannot be used.
      do throws(StateFolder.Failure) { _ = try path(stateHome: nil, home: home) } catch {
        if let folder = try StateFolder(existing: usual) { try remove(from: folder) }
      }
      return nil
    }
    let target = "\(stateHome)/\(folderName)"
    if isSame(usual, target) {
      if let folder = try StateFolder(existing: usual) { try remove(from: folder) }
      return nil
    }
    guard isPath(Array(target.utf8)) else {
      throw StateFolder.Failure("XDG_STATE_HOME is longer than \(maximumSize) bytes, or has a line break")
    }
    let folder = try StateFolder(usual)
    try folder.replace(pointerName, with: Array("\(target)\n".utf8), by: "\(pointerName).\(getpid())")
    return pointer
  }

  private static func usual(_ home: String) -> String { "\(home)/.local/state/\(folderName)" }

  /// The folder that the pointer in a folder names; `nil` if there is no pointer.
  private static func target(of folder: borrowing StateFolder) throws(StateFolder.Failure) -> String? {
    let pointer = "\(folder.path)/\(pointerName)"
    var status = stat()
    guard unsafe fstatat(folder.descriptor, pointerName, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw StateFolder.Failure(pointer, errno)
    }
    // Before it is opened, which would close it to others.
    guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
      throw failure(pointer, "other users can write to it, or it is not a file of this user")
    }
    guard var bytes = try folder.contents(pointerName, atMost: maximumSize) else { return nil }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    // Another name is not one that a sign-in wrote; opening the folder would close it to others.
    guard let path = String(validating: bytes, as: UTF8.self), isPath(bytes),
      bytes.suffix(folderName.utf8.count + 1).elementsEqual("/\(folderName)".utf8)
    else {
      throw failure(pointer, "it does not have one absolute path of a folder \(folderName)")
    }
    guard !isSame(folder.path, path) else { throw failure(pointer, "it leads back to its own folder") }
    guard try StateFolder(existing: path) != nil else {
      throw failure(pointer, "it names \(path), which is not there")
    }
    return path
  }

  private static func isPath(_ bytes: [UInt8]) -> Bool {
    bytes.first == UInt8(ascii: "/") && bytes.count < maximumSize && bytes.allSatisfy { $0 != 0 && $0 != 0x0A }
  }

  /// Whether two paths lead to one folder.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard unsafe stat(one, &first) == 0, unsafe stat(other, &second) == 0 else { return one == other }
    return first.st_ino == second.st_ino && first.st_dev == second.st_dev
  }

  private static func remove(from folder: borrowing StateFolder) throws(StateFolder.Failure) {
    guard unsafe unlinkat(folder.descriptor, pointerName, 0) == 0 || errno == ENOENT else {
      throw StateFolder.Failure("\(folder.path)/\(pointerName)", errno)
    }
  }

  private static func failure(_ pointer: String, _ reason: String) -> StateFolder.Failure {
    StateFolder.Failure(
      "\(pointer) is to name the folder for state, but \(reason); `nethesis-mcp login` writes it anew, "
        + "or remove it to use the folder that it lies in"
    )
  }
}
