import Crypto
import Files
import Glibc
import JSON
import ProcessEnvironment
import TextCoding

/// Copies of clients' files from before their changes, and records of the changes, in the state folder.
struct InstallState: ~Copyable {
  /// The number of copies that are kept of a file.
  private static let maximumCopies = 3

  private let folder: StateFolder

  /// Opens the folder.
  ///
  /// - Throws: ``CommandFailure`` if no copy can be kept: then nothing is changed.
  init(_ path: String? = StateFolder.defaultPath) throws(CommandFailure) {
    guard let path else { throw .failed("no copy can be kept: this user has no home, and XDG_STATE_HOME is not set") }
    do throws(StateFolder.Failure) { folder = try StateFolder("\(path)/clients") } catch { throw Self.failure(error) }
  }

  /// The record of an entry; `nil` if there is none.
  borrowing func record(of path: String, _ entry: String) -> InstallRecord? {
    guard let bytes = contents(Self.recordName(path, entry)), let json = try? JSONParser.parse(bytes),
      json["path"] == .string(path)
    else { return nil }
    return InstallRecord(json)
  }

  /// The records of a file's entries, by their names.
  borrowing func records(of path: String, _ entries: [String]) -> [String: InstallRecord] {
    let files = Set(names())
    let recorded = Set(entries).filter { files.contains(Self.recordName(path, $0)) }
    return Dictionary(uniqueKeysWithValues: recorded.compactMap { name in record(of: path, name).map { (name, $0) } })
  }

  borrowing func keep(_ record: InstallRecord, of path: String, _ entry: String) throws(CommandFailure) {
    var json = record.json.object ?? [:]
    json["path"] = .string(path)
    try write(JSONValue.object(json).json, Self.recordName(path, entry))
  }

  borrowing func forget(_ path: String, _ entry: String) {
    _ = unsafe unlinkat(folder.descriptor, Self.recordName(path, entry), 0)
  }

  /// Keeps a copy of a file, and removes all but the last three of it.
  ///
  /// - Returns: The path of the copy.
  borrowing func copy(_ bytes: [UInt8], of path: String) throws(CommandFailure) -> String {
    let prefix = "copy-\(Self.digest(path))-"
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    // Fixed widths, so that names sort as times do.
    let seconds = String(time.tv_sec + 10_000_000_000).dropFirst()
    let name = "\(prefix)\(seconds).\(String(time.tv_nsec + 1_000_000_000).dropFirst())-\(FilePath.name(of: path))"
    try write(bytes, name)
    let copies = names().filter { $0.hasPrefix(prefix) && !$0.hasSuffix(Self.unfinished) }.sorted()
    for old in copies.dropLast(Self.maximumCopies) { _ = unsafe unlinkat(folder.descriptor, old, 0) }
    return "\(folder.path)/\(name)"
  }

  private static let unfinished = ".new"

  private borrowing func names() -> [String] {
    guard let stream = unsafe opendir(folder.path) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      // Safe: the name ends with a zero within the entry, which is valid until the next call.
      unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe names.append(String(cString: $0)) }
      }
    }
    return names
  }

  /// Writes a file of the folder as a whole or not at all.
  private borrowing func write(_ bytes: [UInt8], _ name: String) throws(CommandFailure) {
    let new = "\(name)-\(getpid())\(Self.unfinished)"
    removeUnfinished(name)
    do throws(StateFolder.Failure) {
      _ = unsafe unlinkat(folder.descriptor, new, 0)
      guard let file = try folder.file(new, O_WRONLY | O_CREAT | O_EXCL) else {
        throw StateFolder.Failure("\(folder.path)/\(new)", ENOENT)
      }
      let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      let error = count == bytes.count && fsync(file) == 0 ? nil : count < 0 ? errno : ENOSPC
      close(file)
      guard error == nil, unsafe renameat(folder.descriptor, new, folder.descriptor, name) == 0 else {
        let code = error ?? errno
        _ = unsafe unlinkat(folder.descriptor, new, 0)
        throw StateFolder.Failure("\(folder.path)/\(name)", code)
      }
    } catch {
      throw Self.failure(error)
    }
  }

  /// Removes what killed processes left of files with the same kind and digest; the caller has the lock of that file.
  private borrowing func removeUnfinished(_ name: String) {
    let stem = name.split(separator: "-").prefix(2).joined(separator: "-")
    for old in names() where old.hasPrefix(stem) && old.hasSuffix(Self.unfinished) {
      _ = unsafe unlinkat(folder.descriptor, old, 0)
    }
  }

  private static func failure(_ failure: StateFolder.Failure) -> CommandFailure {
    .failed("no copy can be kept: \(failure.reason). Nothing was changed.")
  }

  private borrowing func contents(_ name: String) -> [UInt8]? { try? File.bytes("\(folder.path)/\(name)") }

  private static func recordName(_ path: String, _ entry: String) -> String {
    "record-\(digest("\(path)\u{0}\(entry)")).json"
  }

  /// A name for a path: 16 hexadecimal digits of SHA-256.
  private static func digest(_ text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).prefix(8).hexadecimal
  }
}
