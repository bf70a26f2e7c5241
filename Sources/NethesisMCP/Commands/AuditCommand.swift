import ArgumentParser
import Audit
import Calls
import Files
import ProcessEnvironment
import StepUp
import TextCoding

/// Checks records of calls.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Checks the record of calls that --audit keeps.",
    subcommands: [Verify.self]
  )

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Finds lines of a record that are not as written.",
      discussion: """
        Each line has the digest of the line before it, and a seal that only the
        key in FILE.key makes. Lines that were cut off at the end leave no trace
        in the file: keep the number of lines elsewhere to notice that. The key
        lies beside the file, so that nothing is shown against those who can read
        it, as who runs the server can: they can write the record anew. Against
        them, keep copies elsewhere.

        It ends with 0 when every line is as it was written, 1 when one is not, and 2
        when the file or its key cannot be read.
        """
    )

    @Argument(help: "The file of --audit.") var file: String

    func run() throws {
      let file = HomePath.expanded(file)
      let bytes: [UInt8]
      do throws(FileError) { bytes = try File.bytes(file, atMost: 1 << 30) } catch {
        throw CommandFailure.usage("\(error)")
      }
      let trail: AuditTrail
      do throws(AuditFailure) { trail = try AuditTrail(bytes, of: file) } catch {
        throw CommandFailure.usage(error.sentence)
      }
      for problem in trail.problems {
        let line = "\(file):\(problem.line): \(problem.words)"
        try StandardStream.output(VisibleText.spelled(line, keepsLines: false))
      }
      let count = "\(trail.lineCount) line\(trail.lineCount == 1 ? "" : "s")"
      let wrong = trail.problems.count
      guard wrong == 0 else {
        StandardStream.say("\(count), \(wrong) of them not in order. Lines cut off at the end cannot be seen.")
        throw ExitStatus.failed
      }
      StandardStream.say("\(count), all as they were written. Lines cut off at the end cannot be seen.")
    }
  }
}
