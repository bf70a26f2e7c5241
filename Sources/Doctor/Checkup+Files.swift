import Audit
import Calls
import Files
import ProcessEnvironment
package import Settings

extension Checkup {
  /// Checks the permissions of secret files; their contents are checked when they are used.
  package mutating func checkFiles(_ settings: Settings, stateKey: String?) {
    for path in settings.parts.flatMap(\.secretFiles) + [stateKey].compactMap(\.self) {
      checkReaders(path)
    }
  }

  mutating func checkReaders(_ path: String) {
    guard let state = FileState(path: path) else { return }
    guard !state.isFolder else {
      return fail("files", "\(path) is a folder, not a file.", "Name the file that is meant.")
    }
    guard state.isWorldReadable else { return ok("files", "\(path) is closed to other users of this machine.") }
    warn("files", "\(path) can be read by every user of this machine.", "chmod 600 \(path)")
  }

  /// Checks that this user's processes can share a count of wrong passwords, without creating it.
  package mutating func checkAttempts() {
    let problem: String?
    do throws(StateFolder.Failure) { problem = StateFolder.problem(try StatePlace.path()) } catch {
      problem = error.reason
    }
    guard let problem else { return }
    warn(
      "attempts",
      "Wrong passwords are counted by each process for itself: \(problem).",
      "Make that a folder of yours, or set XDG_STATE_HOME to another one."
    )
  }

  /// Checks that a record of calls can be kept, without creating it.
  package mutating func checkAudit(_ path: String) {
    checkReaders(path)
    checkReaders(AuditTrail.keyPath(of: path))
    guard FileState(path: path) != nil else {
      return ok("audit", "\(path) is not there yet: the first call makes it, and its key.")
    }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try File.bytes(path, atMost: 1 << 30) } catch {
      return fail("audit", because: error)
    }
    do throws(AuditFailure) {
      let trail = try AuditTrail(bytes, of: path)
      guard trail.problems.isEmpty else {
        return fail(
          "audit",
          "\(trail.problems.count) of the \(trail.lineCount) lines are not as written; calls go on, and are recorded.",
          "nethesis-mcp audit verify \(path) names them. To start afresh, begin another file with --audit."
        )
      }
      ok("audit", "\(path) has \(trail.lineCount) lines, all as they were written.")
    } catch {
      fail("audit", error.sentence, "Until then no call is sent.")
    }
  }
}
