import Files
import Glibc
import ProcessEnvironment

/// The file of attempts, kept open by a process that uses it often, and written in place.
///
/// Only what has changed is written, and what has become shorter is filled up with empty lines, so that neither the size
/// of the file nor its folder changes. As before, all is done under the lock, whose file is kept open too.
struct AttemptFileInUse: Sendable {
  /// Two open files, closed with the last reference.
  private final class Descriptors: Sendable {
    let file: Int32
    let lock: Int32

    init(file: Int32, lock: Int32) {
      self.file = file
      self.lock = lock
    }

    deinit {
      close(file)
      close(lock)
    }
  }

  /// The folder may have been moved away since it was opened, which the files in it do not show.
  private static let maximumAge = Duration.seconds(1)
  /// Larger files are read elsewhere than on the thread that serves, and are made smaller there.
  private static let maximumSize = 64 << 10

  private let descriptors: Descriptors
  private let fingerprints: AttemptFingerprints
  private let opened: ContinuousClock.Instant
  /// The content that was read or written last, and what it says.
  private var known: (bytes: [UInt8], records: AttemptRecords)?

  /// Opens both files anew; `nil` if one of them is not there.
  init?(in folder: borrowing StateFolder, _ fingerprints: AttemptFingerprints, at opened: ContinuousClock.Instant) {
    (self.fingerprints, self.opened) = (fingerprints, opened)
    guard let file = (try? folder.file(AttemptFile.name, O_RDWR)).flatMap(\.self) else { return nil }
    guard let lock = (try? folder.file(AttemptFile.lockName, O_RDWR)).flatMap(\.self) else {
      close(file)
      return nil
    }
    descriptors = Descriptors(file: file, lock: lock)
  }

  func isFresh(at time: ContinuousClock.Instant) -> Bool { time - opened < Self.maximumAge }

  /// Changes the records, if no other process has the lock and the files are those of the folder still.
  ///
  /// - Parameters:
  ///   - now: The time in milliseconds since 1970.
  ///   - body: The change; of records that cannot be written it has no effect, so that it may be made again.
  /// - Returns: `nil` if all is to be opened and read anew.
  mutating func transact<R>(at now: Int64, _ body: (inout AttemptRecords, _ now: Int64) -> R) -> R? {
    guard flock(descriptors.lock, LOCK_EX | LOCK_NB) == 0 else { return nil }
    defer { flock(descriptors.lock, LOCK_UN) }
    guard Self.size(of: descriptors.lock) != nil, let size = Self.size(of: descriptors.file), size <= Self.maximumSize,
      let bytes = read(size)
    else { return nil }
    if known?.bytes != bytes {
      known = AttemptRecords(bytes, fingerprints).flatMap { $0.isDamaged ? nil : (bytes, $0) }
    }
    guard let known else { return nil }
    var records = known.records
    records.advance(to: now)
    let result = body(&records, now)
    guard records != known.records else { return result }
    guard let written = write(Array(records.text.utf8), over: bytes) else { return nil }
    self.known = (written, records)
    return result
  }

  /// The size of a file that is still in its folder and that no other user can reach; `nil` if it is not.
  private static func size(of descriptor: Int32) -> Int? {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_nlink == 1, status.st_mode & 0o077 == 0 else { return nil }
    return Int(status.st_size)
  }

  private func read(_ size: Int) -> [UInt8]? {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = unsafe max(0, pread(descriptors.file, buffer.baseAddress, size, 0))
    }
    return bytes.count == size ? bytes : nil
  }

  /// Writes from the first byte that differs to the last.
  ///
  /// - Returns: The new content; `nil` if it could not be written.
  private func write(_ text: [UInt8], over former: [UInt8]) -> [UInt8]? {
    var bytes = text
    if bytes.count < former.count {
      bytes.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: former.count - bytes.count))
    }
    var start = 0
    while start < former.count, bytes[start] == former[start] { start += 1 }
    var end = bytes.count
    while end > start, end <= former.count, bytes[end - 1] == former[end - 1] { end -= 1 }
    let count = end - start
    let written = unsafe bytes.withUnsafeBytes { buffer in
      unsafe pwrite(descriptors.file, buffer.baseAddress?.advanced(by: start), count, off_t(start))
    }
    return written == count ? bytes : nil
  }
}
