import Files
import Glibc
import ProcessEnvironment

/// Edits the file of `--access-token-file` for the commands: a line `name:sha256` for each token.
struct AccessFile {
  /// The largest file accepted, in bytes.
  private static let maximumSize = 16 << 20

  private let path: String

  /// Takes a path, and resolves its links.
  init(_ path: String) {
    guard let real = unsafe realpath(path, nil) else {
      self.path = path
      return
    }
    self.path = unsafe String(cString: real)
    unsafe free(real)
  }

  /// The names in the order of the file, each with its number of tokens.
  func names() throws(CommandFailure) -> [(name: String, count: Int)] {
    var (names, counts): ([String], [String: Int]) = ([], [:])
    for name in Self.lines(try content()).compactMap(Self.name) {
      if counts[name] == nil { names.append(name) }
      counts[name, default: 0] += 1
    }
    return names.map { ($0, counts[$0] ?? 0) }
  }

  /// Appends a line in a single write, so that a server that reads meanwhile sees all of it or nothing.
  ///
  /// - Returns: The number of tokens that the name had before.
  func add(_ name: String, digest: String) throws(CommandFailure) -> Int {
    let file = try locked(O_RDWR | O_APPEND | O_CREAT)
    defer { close(file) }
    let before = try bytes(of: file)
    let end = before.isEmpty || before.last == UInt8(ascii: "\n") ? "" : "\n"
    let line = Array("\(end)\(name):\(digest)\n".utf8)
    let written = unsafe write(file, line, line.count)
    guard written == line.count, fsync(file) == 0 else {
      let code = written >= 0 && written < line.count ? ENOSPC : errno
      _ = ftruncate(file, off_t(before.count))
      throw failure("written", code)
    }
    return Self.lines(before).count { Self.name($0) == name }
  }

  /// Removes all lines with a name, or only the one with a digest; replaces the file atomically.
  ///
  /// - Returns: The number of lines removed.
  func remove(_ name: String, digest: String? = nil) throws(CommandFailure) -> Int {
    let file = try locked(O_RDWR)
    defer { close(file) }
    let lines = Self.lines(try bytes(of: file))
    let kept = lines.filter { line in
      Self.name(line) != name || digest.map { !line.hasSuffix(":\($0)") } ?? false
    }
    guard kept.count < lines.count else { return 0 }
    // A server takes an empty file for one that is being written, and admits the last caller for a while.
    try replace(file, with: (kept.isEmpty ? ["# No tokens."] : kept).joined(separator: "\n") + "\n")
    return lines.count - kept.count
  }

  /// Writes a new file with the same owner and mode, then renames it to the path.
  private func replace(_ file: Int32, with text: String) throws(CommandFailure) {
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw failure("read", errno) }
    let next = "\(path).new"
    _ = unsafe unlink(next)
    let descriptor = unsafe open(next, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure("written", errno) }
    defer { close(descriptor) }
    // Fails if the owner is another user; the file then keeps this user as its owner.
    _ = fchown(descriptor, status.st_uid, status.st_gid)
    var code = StandardStream.write(text, to: descriptor)
    if code == nil, fchmod(descriptor, status.st_mode & 0o777) != 0 || fsync(descriptor) != 0 { code = errno }
    if code == nil, unsafe rename(next, path) != 0 { code = errno }
    guard let code else { return }
    _ = unsafe unlink(next)
    throw failure("written", code)
  }

  /// Opens the file under an exclusive lock, so that no other command changes it.
  private func locked(_ flags: Int32) throws(CommandFailure) -> Int32 {
    while true {
      let file = unsafe open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
      guard file >= 0 else { throw failure("written", errno) }
      var (own, current) = (stat(), stat())
      guard unsafe fstat(file, &own) == 0, own.st_mode & S_IFMT == S_IFREG else {
        close(file)
        throw .failed("\(path) cannot be written: it is not a regular file")
      }
      while flock(file, LOCK_EX) != 0 {
        guard errno == EINTR else {
          let code = errno
          close(file)
          throw failure("locked", code)
        }
      }
      // Another command may have replaced the file meanwhile.
      if unsafe stat(path, &current) == 0, current.st_ino == own.st_ino { return file }
      close(file)
    }
  }

  private func content() throws(CommandFailure) -> [UInt8] {
    do throws(FileError) { return try File.bytes(path, atMost: Self.maximumSize) } catch { throw .failed("\(error)") }
  }

  private func bytes(of file: Int32) throws(CommandFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe pread(file, &chunk, chunk.count, off_t(bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("read", errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= Self.maximumSize else {
        throw .failed("\(path) cannot be read: it is larger than \(Self.maximumSize) bytes")
      }
    }
  }

  private func failure(_ what: String, _ code: Int32) -> CommandFailure {
    .failed("\(path) cannot be \(what): \(unsafe String(cString: strerror(code)))")
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The name before the digest; `nil` for a line without one.
  private static func name(_ line: String) -> String? {
    let line = line.drop { $0 == " " || $0 == "\t" }
    guard !line.hasPrefix("#"), let colon = line.lastIndex(of: ":"), colon > line.startIndex else { return nil }
    return String(line[..<colon])
  }
}
