import Glibc

/// An exclusive lock between processes on a file of the state folder, held while this value exists.
package struct StateLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock without waiting.
  ///
  /// - Returns: `nil` if another process has it.
  /// - Throws: The reason why there can be no lock.
  package init?(_ folder: borrowing StateFolder, _ name: String) throws(StateFolder.Failure) {
    guard let descriptor = try folder.file(name, O_RDWR | O_CREAT) else {
      throw StateFolder.Failure("\(folder.path)/\(name)", ENOENT)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      guard code == EWOULDBLOCK || code == EINTR else { throw StateFolder.Failure("\(folder.path)/\(name)", code) }
      return nil
    }
    var (own, current) = (stat(), stat())
    guard unsafe fstat(descriptor, &own) == 0,
      unsafe fstatat(folder.descriptor, name, &current, AT_SYMLINK_NOFOLLOW) == 0,
      own.st_ino == current.st_ino
    else {
      // Removed since it was opened: the next process would lock another file.
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  // Closing the descriptor releases the lock.
  deinit { close(descriptor) }
}
