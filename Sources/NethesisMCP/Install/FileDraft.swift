import Glibc
import ProcessEnvironment

/// The next version of a client's file, beside it and locked; the file is replaced as a whole or not at all.
struct FileDraft: ~Copyable {
  /// Somebody else changed the file meanwhile.
  struct Changed: Error {}

  private let file: ClientFile
  private let path: String
  private let descriptor: Int32
  /// The folders that were made for the file, the outermost first.
  let madeFolders: [String]
  /// The same of an earlier draft.
  private let olderFolders: [String]

  /// Opens the draft of a file, or takes over one that a killed process left; waits while another process has it.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - folders: The folders that were made for it before, the outermost first.
  /// - Throws: ``CommandFailure`` if there is no place for it, or if another process keeps it.
  init(of file: ClientFile, in folders: [String] = []) throws(CommandFailure) {
    let folder = FilePath.folder(of: file.path)
    let madeFolders = try Self.makeFolders(folder, for: file)
    let path = "\(folder)/.\(FilePath.name(of: file.path)).nethesis-mcp-new"
    let descriptor: Int32
    do throws(CommandFailure) { descriptor = try Self.lock(path, for: file) } catch {
      Self.removeFolders(madeFolders)
      throw error
    }
    (self.file, self.path, self.descriptor) = (file, path, descriptor)
    (self.madeFolders, olderFolders) = (madeFolders, folders)
  }

  /// Removes the draft, and the folders that were made for it if they are empty; a published one has another name.
  deinit {
    if WritableFile.isInPlace(descriptor, path) { _ = unsafe unlink(path) }
    close(descriptor)
    Self.removeFolders(olderFolders + madeFolders)
  }

  /// Puts bytes in place of the file's content, with the mode and owner that it had.
  ///
  /// - Throws: ``Changed`` if the file is not as it was read; ``CommandFailure`` if it cannot be written, and then it
  ///   is as it was.
  borrowing func publish(_ bytes: [UInt8], over old: ClientFile.Content) throws {
    if let error = WritableFile.replace(descriptor, with: bytes) ?? takeAttributes(of: old) {
      throw file.failure(error)
    }
    guard fsync(descriptor) == 0 else { throw file.failure(errno) }
    guard try file.read() == old else { throw Changed() }
    guard unsafe rename(path, file.path) == 0 else { throw file.failure(errno) }
    synchronizeFolder()
  }

  /// Removes the file.
  borrowing func remove(_ old: ClientFile.Content) throws {
    guard try file.read() == old else { throw Changed() }
    guard unsafe unlink(file.path) == 0 else { throw file.failure(errno) }
    synchronizeFolder()
  }

  private borrowing func takeAttributes(of old: ClientFile.Content) -> Int32? {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return errno }
    // The owner first: a new one takes away bits of the mode.
    if old.bytes != nil, status.st_uid != old.owner || status.st_gid != old.group,
      fchown(descriptor, old.owner, old.group) != 0
    {
      return errno
    }
    return fchmod(descriptor, old.mode) == 0 ? nil : errno
  }

  private borrowing func synchronizeFolder() {
    let folder = unsafe open(FilePath.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    _ = fsync(folder)
    close(folder)
  }
}

extension FileDraft {
  /// Opens the draft's file and locks it; the lock is that of the file at this path, not of one renamed meanwhile.
  private static func lock(_ path: String, for file: ClientFile) throws(CommandFailure) -> Int32 {
    for _ in 0..<1000 {
      let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o600)
      guard descriptor >= 0 else { throw file.failure(errno) }
      var status = stat()
      guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink <= 1,
        status.st_uid == geteuid() || geteuid() == 0 || isRenamed(descriptor, path)
      else {
        close(descriptor)
        throw .failed("\(path) is in the way. Nothing was changed; remove it, and try again.")
      }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0, WritableFile.isInPlace(descriptor, path) { return descriptor }
      close(descriptor)
      // A command at a terminal: nothing else runs on this thread.
      _ = usleep(10_000)
    }
    throw .failed("another process is changing \(file.path). Nothing was changed; try again when it has ended.")
  }

  private static func isRenamed(_ descriptor: Int32, _ path: String) -> Bool {
    !WritableFile.isInPlace(descriptor, path)
  }

  /// Makes the missing folders of a path.
  private static func makeFolders(_ path: String, for file: ClientFile) throws(CommandFailure) -> [String] {
    var made: [String] = []
    var folder = ""
    for part in path.split(separator: "/") {
      folder += "/\(part)"
      guard unsafe mkdir(folder, 0o755) != 0 else {
        made.append(folder)
        continue
      }
      let code = errno
      var status = stat()
      guard unsafe stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        removeFolders(made)
        throw file.failure(code == EEXIST ? ENOTDIR : code)
      }
    }
    return made
  }

  /// Removes folders that are empty, the innermost first.
  private static func removeFolders(_ folders: [String]) {
    for folder in folders.reversed() { _ = unsafe rmdir(folder) }
  }
}
