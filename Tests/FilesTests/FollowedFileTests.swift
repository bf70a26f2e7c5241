import Glibc
import Testing

@testable import Files

/// Changes of a file, however they are made, and files that are not whole for a moment.
struct FollowedFileTests {
  private let start = ContinuousClock.now
  private let path = "/tmp/followed-file-\(UInt64.random(in: 0...UInt64.max))"

  /// Follows a file with a text, and has read it.
  private func follow(_ text: String) throws -> Follower {
    write(text)
    let file = Follower(path)
    #expect(try file.news(at: start) == text)
    return file
  }

  /// Writes in place: the file is the same one, empty for a moment.
  private func write(_ text: String) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    let bytes = Array(text.utf8)
    unsafe _ = Glibc.write(descriptor, bytes, bytes.count)
    close(descriptor)
  }

  @Test func `a write of one size within the same moment is noticed`() throws {
    let file = try follow("a\n")
    for text in ["b\n", "c\n", "d\n"] {
      write(text)
      #expect(try file.news(at: start) == text)
      #expect(try file.news(at: start) == nil)
    }
  }

  @Test func `a write that leaves the time of modification as it was is noticed`() throws {
    let file = try follow("a\n")
    var times = [timespec(tv_sec: 1_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000, tv_nsec: 0)]
    unsafe _ = utimensat(AT_FDCWD, path, &times, 0)
    let before = FileState(path: path)
    write("b\n")
    unsafe _ = utimensat(AT_FDCWD, path, &times, 0)
    #expect(try file.news(at: start) == "b\n")
    #expect(FileState(path: path) != before || before?.isSettled == false)
  }

  @Test func `what was read holds while the file is written anew`() throws {
    let file = try follow("a\n")
    for text in ["", "b", "bc"] {
      write(text)
      #expect(try file.news(at: start + .milliseconds(1_999)) == nil)
    }
    write("bcd\n")
    #expect(try file.news(at: start + .milliseconds(1_999)) == "bcd\n")
  }

  @Test func `a file that stays empty is empty after a while`() throws {
    let file = try follow("a\n")
    write("")
    #expect(try file.news(at: start) == nil)
    #expect(try file.news(at: start + FollowedFile.patience - .nanoseconds(1)) == nil)
    #expect(try file.news(at: start + FollowedFile.patience) == "")
    #expect(try file.news(at: start + .seconds(9)) == nil)
    // There is nothing that could hold on.
    write("b")
    #expect(try file.news(at: start + .seconds(9)) == "b")
  }

  @Test func `patience starts anew with each rewrite`() throws {
    let file = try follow("a\n")
    write("")
    #expect(try file.news(at: start) == nil)
    write("b\n")
    #expect(try file.news(at: start + .seconds(1)) == "b\n")
    write("")
    #expect(try file.news(at: start + .seconds(2)) == nil)
  }

  @Test func `a file that is gone holds nothing`() throws {
    let file = try follow("a\n")
    unsafe _ = unlink(path)
    #expect(throws: FileError.self) { try file.news(at: start) }
    write("")
    #expect(try file.news(at: start) == "")
  }

  @Test(
    arguments: [
      (0, 50_000_001, true), (0, 50_000_000, false), (-1, 0, false), (2, -999_999_999, true), (.min, 0, false),
      (.max, 0, true),
    ]
  )
  func `a time of change that is no past time vouches for nothing`(seconds: Int, nanoseconds: Int, isSettled: Bool) {
    var status = stat()
    status.st_ctim = timespec(tv_sec: seconds == .min ? .max : 0, tv_nsec: nanoseconds < 0 ? -nanoseconds : 0)
    let now = (seconds: seconds == .min ? -9 : seconds, nanoseconds: max(nanoseconds, 0))
    #expect(FileState(status).isSettled(at: now) == isSettled)
  }

  /// The kernel tells no size of such files; reading them byte by byte cost each start milliseconds.
  @Test func `a file without a size is read in few calls`() throws {
    func reads() throws -> Int {
      let text = String(decoding: try File.bytes("/proc/thread-self/io"), as: UTF8.self)
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("syscr:") })
      return try #require(Int(line.dropFirst(7)))
    }
    let before = try reads()
    let bytes = try File.bytes("/proc/self/smaps")
    let count = try reads() - before
    #expect(bytes.count > 100_000)
    // The kernel gives a page or less at once; the file's own end and the two looks at the count are a few more.
    #expect(count < bytes.count / 1_000)
  }
}

/// A reader of text that ends with a line break; the file is gone with it.
private final class Follower {
  private var file: FollowedFile

  private let path: String

  init(_ path: String) {
    self.path = path
    file = FollowedFile(path, atMost: 1_000)
  }

  deinit { unsafe _ = unlink(path) }

  func news(at now: ContinuousClock.Instant) throws -> String? {
    try file.news(at: now) { $0.last == UInt8(ascii: "\n") }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}
