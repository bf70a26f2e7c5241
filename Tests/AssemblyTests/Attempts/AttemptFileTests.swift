@testable import Calls
import Files
import Foundation
import Glibc
import Logging
import ProcessEnvironment
import Synchronization
import Testing
import TestSupport

@testable import Assembly

/// One count of wrong secrets for all processes of a user, each of which is a file object of its own here.
struct AttemptFileTests {
  private let folder: TemporaryFolder
  private let state: String
  private let log = Pipe()
  private let time = WallTime()
  private let clock = CountingClock()

  init() throws {
    folder = try TemporaryFolder()
    state = folder.path + "/state/nethesis-mcp"
  }

  /// The file; with a moment, time stands still for it.
  private func file(at moment: ContinuousClock.Instant? = nil) -> AttemptFile {
    let handler = StderrLogHandler(
      level: .debug,
      redactor: Redactor(),
      descriptor: log.fileHandleForWriting.fileDescriptor
    )
    return AttemptFile(
      in: { [state] in state },
      logger: Logger(label: "") { _ in handler },
      now: { [time] in time.milliseconds },
      clock: clock,
      moment: { moment ?? .now }
    )
  }

  private func share(_ maximum: Int = 4, _ identity: String = "mario") -> [AttemptShare] {
    [AttemptShare(identity: identity, maximumOthers: maximum)]
  }

  private func content() throws -> String { try String(contentsOfFile: "\(state)/attempts", encoding: .utf8) }

  /// What was logged since the last time.
  private func logged() -> String {
    log.fileHandleForWriting.write(Data("\n".utf8))
    return String(decoding: log.fileHandleForReading.availableData, as: UTF8.self)
  }

  @Test func `attempts of one process leave no room to another, until they end or are taken back`() async throws {
    let (one, other) = (file(), file())
    for id in 1...5 { #expect(await one.reserve(UInt64(id), for: share(5 - id), except: Set(1...5)) == .reserved) }
    let full = await other.reserve(9, for: share(), except: [9])
    let remaining = Array(repeating: Duration.seconds(900), count: 5)
    #expect(full == .full(OtherAttempts(remaining: remaining, isUnderWay: true), at: 0))
    #expect(await other.reserve(8, for: share(4, "luigi"), except: [8]) == .reserved)
    for id in 1...5 { _ = await one.settle(UInt64(id), isTakenBack: false, of: ["mario"], except: []) }
    #expect(await other.others(of: ["mario"], except: [])?.first?.isUnderWay == false)
    _ = await one.settle(3, isTakenBack: true, of: ["mario"], except: [])
    #expect(await other.reserve(9, for: share(), except: [9]) == .reserved)
    time.advance(by: 900_000)
    #expect(await file().others(of: ["mario", "luigi"], except: []) == [OtherAttempts(), OtherAttempts()])
    #expect(try content().split(separator: "\n").count == 1)
  }

  @Test func `the attempts of a killed process are under way for a minute, and stand for fifteen`() async throws {
    #expect(await file().reserve(1, for: share(), except: [1]) == .reserved)
    time.advance(by: 60_000)
    let others = await file().others(of: ["mario"], except: [])
    #expect(others == [OtherAttempts(remaining: [.seconds(840)], isUnderWay: false)])
  }

  @Test func `only a keyed fingerprint of an account is kept, by a key that its owner alone can read`() async throws {
    _ = await file().reserve(1, for: share(4, "a token that nobody may see"), except: [1])
    #expect(try !content().contains("token"))
    #expect(try content().split(separator: "\n").last?.split(separator: " ").map(\.utf8.count) == [32, 13, 1, 1])
    let first = try content()
    try FileManager.default.removeItem(atPath: "\(state)/attempts")
    _ = await file().reserve(1, for: share(4, "a token that nobody may see"), except: [1])
    #expect(try content() != first)
    var status = stat()
    for (path, mode) in [(state, 0o700), ("\(state)/attempts", 0o600), ("\(state)/attempts.lock", 0o600)] {
      #expect(unsafe stat(path, &status) == 0 && Int(status.st_mode & 0o777) == mode)
    }
  }

  @Test func `files that are open to others are closed, and what is linked elsewhere is left alone`() async throws {
    _ = await file().reserve(1, for: share(), except: [1])
    for (path, mode) in [(state, 0o755), ("\(state)/attempts", 0o644), ("\(state)/attempts.lock", 0o666)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    #expect(await file().others(of: ["mario"], except: [])?.first?.remaining.count == 1)
    var status = stat()
    #expect(unsafe stat("\(state)/attempts.lock", &status) == 0 && status.st_mode & 0o777 == 0o600)
    let victim = try folder.write("victim", "mine")
    try FileManager.default.removeItem(atPath: "\(state)/attempts.lock")
    try FileManager.default.createSymbolicLink(atPath: "\(state)/attempts.lock", withDestinationPath: victim)
    #expect(await file().reserve(2, for: share(), except: [2]) == .unavailable)
    #expect(logged().contains("attempts.lock"))
    try FileManager.default.removeItem(atPath: "\(state)/attempts.lock")
    let other = unsafe link("\(state)/attempts", "\(folder.path)/hard")
    #expect(other == 0)
    #expect(await file().others(of: ["mario"], except: [])?.first?.remaining.isEmpty == true)
    #expect(logged().contains("is not as this program writes it"))
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "mine")
  }

  @Test func `lines that cannot be read are left out, and that is said once`() async throws {
    _ = await file().reserve(1, for: share(), except: [1])
    let whole = try content()
    try folder.write("state/nethesis-mcp/attempts", whole + "half a li\n\nx y z u\n")
    #expect(await file().others(of: ["mario"], except: [])?.first?.remaining.count == 1)
    #expect(logged().contains("lines that cannot be read are left out"))
    #expect(try content() == whole)
    _ = await file().others(of: ["mario"], except: [])
    #expect(logged() == "\n")
  }

  @Test func `a time in the future counts from now`() async throws {
    time.advance(by: 86_400_000)
    _ = await file().reserve(1, for: share(), except: [1])
    time.advance(by: -86_400_000)
    #expect(await file().others(of: ["mario"], except: [])?.first?.remaining == [.seconds(900)])
    time.advance(by: 900_000)
    #expect(await file().others(of: ["mario"], except: [])?.first?.remaining == [])
  }

  @Test func `a lock that is held is tried two hundred times, then once, and that is said once`() async throws {
    let file = file()
    _ = await file.reserve(1, for: share(), except: [1])
    let lock = unsafe open("\(state)/attempts.lock", O_RDWR)
    #expect(flock(lock, LOCK_EX) == 0)
    #expect(await file.reserve(2, for: share(), except: [2]) == .unavailable)
    #expect(clock.count == 199)
    #expect(await file.reserve(3, for: share(), except: [3]) == .unavailable)
    #expect(clock.count == 199)
    #expect(logged().components(separatedBy: "counted by this process alone").count == 2)
    close(lock)
    #expect(await file.reserve(4, for: share(), except: [4]) == .reserved)
  }

  @Test func `a folder that cannot be used is looked for once, and costs the calls after that nothing`() async {
    let count = Atomic(0)
    let moment = ContinuousClock.now
    let file = AttemptFile(
      in: { () throws(StateFolder.Failure) in
        count.add(1, ordering: .relaxed)
        throw StateFolder.Failure("/nowhere", ENOENT)
      },
      logger: Logger(label: "") { _ in SwiftLogNoOpLogHandler() },
      moment: { moment }
    )
    for id in 1...3 { #expect(await file.reserve(UInt64(id), for: share(), except: []) == .unavailable) }
    #expect(count.load(ordering: .relaxed) == 1)
  }

  @Test func `calls of one process do not get in each other's way`() async throws {
    let file = file()
    let sent = await withTaskGroup(of: Bool.self) { group in
      for id in 0..<50 {
        group.addTask { await file.reserve(UInt64(id), for: share(4), except: [UInt64(id)]) == .reserved }
      }
      return await group.reduce(0) { $1 ? $0 + 1 : $0 }
    }
    #expect(sent == 5)
    #expect(clock.count == 0)
  }

  @Test func `once it is open, the file is written in place and on the calling thread`() async throws {
    let file = file(at: .now)
    _ = await file.reserve(1, for: share(), except: [1])
    _ = await file.reserve(2, for: share(), except: [1, 2])
    let (number, size) = (try inode(), try content().utf8.count)
    let outcome = Mutex<AttemptReservation?>(nil)
    Task.immediate {
      let reservation = await file.reserve(3, for: share(), except: [1, 2, 3])
      outcome.withLock { $0 = reservation }
    }
    #expect(outcome.withLock { $0 } == .reserved)
    for id in 1...3 { _ = await file.settle(UInt64(id), isTakenBack: id != 2, of: ["mario"], except: []) }
    #expect(try inode() == number)
    #expect(try content().utf8.count > size)
    #expect(try content().split(separator: "\n").count == 2)
    #expect(await self.file().others(of: ["mario"], except: [])?.first?.remaining.count == 1)
  }

  @Test func `an open file that another one has taken the place of is left alone`() async throws {
    let (one, other) = (file(), file())
    _ = await one.reserve(1, for: share(), except: [1])
    let former = try content()
    try FileManager.default.removeItem(atPath: "\(state)/attempts")
    #expect(await one.others(of: ["mario"], except: [])?.first?.remaining.isEmpty == true)
    _ = await other.reserve(2, for: share(), except: [2])
    _ = await other.reserve(3, for: share(), except: [3])
    try folder.write("state/nethesis-mcp/new", former)
    #expect(unsafe chmod("\(state)/new", 0o600) == 0)
    #expect(unsafe rename("\(state)/new", "\(state)/attempts") == 0)
    #expect(await other.others(of: ["mario"], except: [])?.first?.remaining.count == 1)
    // Another lock file would be another lock.
    try FileManager.default.removeItem(atPath: "\(state)/attempts.lock")
    #expect(await other.reserve(4, for: share(), except: [4]) == .reserved)
    #expect(FileManager.default.fileExists(atPath: "\(state)/attempts.lock"))
  }

  private func inode() throws -> UInt64 {
    var status = stat()
    try #require(unsafe stat("\(state)/attempts", &status) == 0)
    return UInt64(status.st_ino)
  }

  @Test func `a cancelled call keeps its place`() async throws {
    let file = file()
    let task = Task { await file.reserve(1, for: share(), except: [1]) }
    task.cancel()
    #expect(await task.value == .reserved)
    #expect(await self.file().others(of: ["mario"], except: [])?.first?.remaining.count == 1)
  }
}

/// A time in milliseconds since 1970 that passes when a test says so.
private final class WallTime: Sendable {
  private let time = Mutex<Int64>(1_795_597_200_000)

  var milliseconds: Int64 { time.withLock { $0 } }

  func advance(by milliseconds: Int64) { time.withLock { $0 += milliseconds } }
}

/// Counts how often somebody waits, and lets nobody wait.
private final class CountingClock: Clock, Sendable {
  typealias Instant = ContinuousClock.Instant

  private let waits = Mutex(0)
  let minimumResolution = Duration.zero

  var now: Instant { ContinuousClock.now }
  var count: Int { waits.withLock { $0 } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws { waits.withLock { $0 += 1 } }
}
