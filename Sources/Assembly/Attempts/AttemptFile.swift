import Calls
import Files
import Glibc
import Logging
import ProcessEnvironment
import Synchronization

/// Attempts with secrets by all processes of a user, in a file of the state folder.
///
/// The file is written under a lock for which no thread ever blocks: first replaced by rename, and from then on changed in
/// place (``AttemptFileInUse``). If it cannot be used, that is logged once, and each process counts for itself.
final class AttemptFile: AttemptStore {
  static let name = "attempts"
  private static let newName = "attempts.new"
  static let lockName = "attempts.lock"

  /// Tries for the lock before the process counts for itself, and the pause between them: two seconds in all.
  private static let maximumTries = 200
  private static let pause = Duration.milliseconds(10)

  /// The longest that the file may hold up the thread that serves, how often in a row, and how long that is spared then.
  private static let maximumPatience = Duration.milliseconds(2)
  private static let maximumDelays = 3
  private static let slowPeriod = Duration.seconds(60)
  /// The time for which a folder that could not be used is not looked for again: it would cost each call 30 system calls.
  private static let failurePeriod = Duration.seconds(1)

  private struct State {
    /// The last work with the file, which the next one follows: calls of one process do not compete for the lock.
    var last: Task<Void, Never>?
    var hasWarned = false
    /// Whether the file is just being opened, or its lock waited for.
    var isOpening = false
    /// Whether the lock was held for too long last time; then it is tried only once.
    var isLockStuck = false
    /// When the folder could not be used.
    var failure: ContinuousClock.Instant?
    /// The file, open from the work before.
    var inUse: AttemptFileInUse?
    /// The number of times in a row that the file took long.
    var delays = 0
    /// When it was found to be slow.
    var slowness: ContinuousClock.Instant?
  }

  private let place: @Sendable () throws(StateFolder.Failure) -> String
  private let logger: Logger
  private let now: @Sendable () -> Int64
  private let clock: any Clock<Duration>
  private let moment: @Sendable () -> ContinuousClock.Instant
  private let state = Mutex(State())
  private let fingerprints = AttemptFingerprints()

  /// Takes the state folder, which is opened anew for each attempt.
  ///
  /// - Parameters:
  ///   - place: The path of the folder, found anew each time.
  ///   - logger: Logs that the folder cannot be used.
  ///   - now: The Unix time, in milliseconds.
  ///   - clock: The clock on which pauses are timed.
  ///   - moment: The time by which it is known how long a file is open, and a folder out of use.
  init(
    in place: @escaping @Sendable () throws(StateFolder.Failure) -> String = { () throws(StateFolder.Failure) in
      try StatePlace.path()
    },
    logger: Logger,
    now: @escaping @Sendable () -> Int64 = AttemptFile.time,
    clock: any Clock<Duration> = ContinuousClock(),
    moment: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.place = place
    self.logger = logger
    self.now = now
    self.clock = clock
    self.moment = moment
  }

  func others(of identities: [String], except own: Set<UInt64>) async -> [OtherAttempts]? {
    await transact { records, now in identities.map { records.others(of: $0, except: own, at: now) } }
  }

  func reserve(_ id: UInt64, for shares: [AttemptShare], except own: Set<UInt64>) async -> AttemptReservation {
    await transact { records, now in
      for (index, share) in shares.enumerated() {
        let others = records.others(of: share.identity, except: own, at: now)
        guard others.remaining.count <= share.maximumOthers else { return .full(others, at: index) }
      }
      records.add(id, for: shares.map(\.identity), at: now)
      return .reserved
    } ?? .unavailable
  }

  func settle(
    _ id: UInt64,
    isTakenBack: Bool,
    of identities: [String],
    except own: Set<UInt64>
  ) async -> [OtherAttempts]? {
    await transact { records, now in
      if isTakenBack { records.remove(id) } else { records.settle(id) }
      return identities.map { records.others(of: $0, except: own, at: now) }
    }
  }

  /// Changes the records under the lock.
  ///
  /// - Returns: `nil` if the file cannot be used.
  private func transact<R: Sendable>(
    _ body: @escaping @Sendable (inout AttemptRecords, _ now: Int64) -> R
  ) async -> R? {
    if let result = state.withLock({ transactAtOnce(body, &$0) }) { return result }
    if let failure = state.withLock({ $0.failure }), moment() - failure < Self.failurePeriod { return nil }
    let task = state.withLock { state in
      let before = state.last
      // Off the serving thread, which must not wait for a disk; in a task of its own, because the attempt of a
      // cancelled call counts all the same.
      let task = Task(executorPreference: globalConcurrentExecutor) { () -> R? in
        await before?.value
        // The obstacle may be gone by now.
        if let result = self.state.withLock({ self.transactAtOnce(body, &$0) }) { return result }
        self.state.withLock { $0.isOpening = true }
        defer { self.state.withLock { $0.isOpening = false } }
        return await self.locked(body)
      }
      state.last = Task(executorPreference: globalConcurrentExecutor) { _ = await task.value }
      return task
    }
    return await task.value
  }

  /// Works with the file on the calling thread, where it is open already and nothing is in the way.
  ///
  /// A recently read file is in memory, so reading and writing it take microseconds. If they take longer, as on a network
  /// file system, the thread is spared for a while.
  private func transactAtOnce<R>(_ body: (inout AttemptRecords, _ now: Int64) -> R, _ state: inout State) -> R? {
    let start = moment()
    guard !state.isOpening, state.inUse?.isFresh(at: start) == true else { return nil }
    if let slowness = state.slowness, start - slowness < Self.slowPeriod { return nil }
    let result = state.inUse?.transact(at: now(), body)
    // Once alone may be a thread that other programs kept waiting.
    state.delays = moment() - start > Self.maximumPatience ? state.delays + 1 : 0
    if state.delays == Self.maximumDelays { (state.delays, state.slowness) = (0, start) }
    return result
  }

  private func locked<R>(_ body: (inout AttemptRecords, _ now: Int64) -> R) async -> R? {
    var tries = state.withLock { $0.isLockStuck } ? 1 : Self.maximumTries
    do throws(StateFolder.Failure) {
      while tries > 0 {
        if let result = try attempt(body) {
          state.withLock { $0.isLockStuck = false }
          return result
        }
        tries -= 1
        if tries > 0 { try? await clock.sleep(for: Self.pause) }
      }
      state.withLock { $0.isLockStuck = true }
      warn("another process keeps \(try place())/\(Self.lockName) locked")
      return nil
    } catch {
      if !error.isShortage {
        let failure = moment()
        state.withLock { $0.failure = failure }
      }
      warn("\(error.reason)")
      return nil
    }
  }

  /// Changes the records, unless another process has the lock.
  private func attempt<R>(_ body: (inout AttemptRecords, _ now: Int64) -> R) throws(StateFolder.Failure) -> R? {
    let folder = try StateFolder(place())
    guard let lock = try StateLock(folder, Self.lockName) else { return nil }
    let known = try records(in: folder)
    let time = now()
    var records = known ?? AttemptRecords(fingerprints)
    records.advance(to: time)
    let result = body(&records, time)
    if records != known { try write(records, in: folder) }
    let inUse = AttemptFileInUse(in: folder, fingerprints, at: moment())
    state.withLock { $0.inUse = inUse }
    _ = consume lock
    return result
  }

  /// The records in the file; `nil` if there are none or they are unreadable.
  ///
  /// - Throws: A shortage of descriptors or memory, after which the file counts on.
  private func records(in folder: borrowing StateFolder) throws(StateFolder.Failure) -> AttemptRecords? {
    let file: Int32?
    do throws(StateFolder.Failure) { file = try folder.file(Self.name, O_RDONLY) } catch {
      if error.isShortage { throw error }
      sayDamage(folder, "it is replaced, and what it counted is lost")
      return nil
    }
    guard let file else { return nil }
    defer { close(file) }
    let records = Self.bytes(file).flatMap { AttemptRecords($0, fingerprints) }
    if records == nil { sayDamage(folder, "it is replaced, and what it counted is lost") }
    if records?.isDamaged == true { sayDamage(folder, "lines that cannot be read are left out") }
    return records
  }

  private func sayDamage(_ folder: borrowing StateFolder, _ consequence: String) {
    logger.warning("\(folder.path)/\(Self.name) is not as this program writes it: \(consequence)")
  }

  private func write(_ records: AttemptRecords, in folder: borrowing StateFolder) throws(StateFolder.Failure) {
    // Removes the file of a process that was killed while writing.
    _ = unsafe unlinkat(folder.descriptor, Self.newName, 0)
    guard let file = try folder.file(Self.newName, O_WRONLY | O_CREAT | O_EXCL) else {
      throw StateFolder.Failure("\(folder.path)/\(Self.newName)", ENOENT)
    }
    let error = StandardStream.write(records.text, to: file)
    close(file)
    guard error == nil, unsafe renameat(folder.descriptor, Self.newName, folder.descriptor, Self.name) == 0 else {
      let code = error ?? errno
      _ = unsafe unlinkat(folder.descriptor, Self.newName, 0)
      throw StateFolder.Failure("\(folder.path)/\(Self.name)", code)
    }
  }

  private static func bytes(_ file: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 13)
    while bytes.count <= AttemptRecords.maximumSize {
      let count = unsafe read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
    return nil
  }

  private func warn(_ reason: String) {
    let isFirst = state.withLock { state in
      defer { state.hasWarned = true }
      return !state.hasWarned
    }
    guard isFirst else { return }
    logger.warning(
      "wrong passwords are counted by this process alone, because the common count cannot be used: \(reason)"
    )
  }

  static func time() -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
