import Files
import Glibc

@testable import Store

/// A folder for state that is removed after a test.
final class TemporaryFolder: Sendable {
  let path = "/tmp/store-test-\(UInt64.random(in: 0...UInt64.max))/nethesis-mcp"

  deinit {
    for name in names() { _ = unsafe unlink("\(path)/\(name)") }
    _ = unsafe rmdir("\(path)/\(SealedFile.name)")
    _ = unsafe rmdir(path)
    _ = unsafe rmdir(String(path.dropLast("/nethesis-mcp".count)))
  }

  var file: String { "\(path)/\(SealedFile.name)" }

  /// A store as another process has one: it knows only what is in the folder, which it keeps.
  func store(
    _ keys: KeyPlaces = KeyPlaces(keyring: FakeKeyring(), preferred: .file),
    clock: StoreClock = .system,
    limits: StoreLimits = StoreLimits(),
    patience: LockPatience = LockPatience()
  ) -> SealedFileStore {
    SealedFileStore(in: { self.path }, keys: keys, clock: clock, limits: limits, patience: patience)
  }

  func bytes(_ name: String = SealedFile.name) -> [UInt8]? { try? File.bytes("\(path)/\(name)") }

  func write(_ bytes: [UInt8], _ name: String = SealedFile.name) {
    _ = unsafe mkdir(String(path.dropLast("/nethesis-mcp".count)), 0o700)
    _ = unsafe mkdir(path, 0o700)
    let descriptor = unsafe open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    _ = unsafe Glibc.write(descriptor, bytes, bytes.count)
    close(descriptor)
  }

  func mode(_ name: String) -> mode_t {
    var status = stat()
    _ = unsafe stat("\(path)/\(name)", &status)
    return status.st_mode & 0o777
  }

  func names() -> [String] {
    guard let stream = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe names.append(String(cString: $0)) }
      }
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  /// The names of files with keys.
  var keyNames: [String] { names().filter { $0.hasSuffix(".key") } }
}
