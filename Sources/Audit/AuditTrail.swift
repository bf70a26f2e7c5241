package import APITools
import Crypto
import JSON

/// Finds out whether the lines of a record are those that were written.
package struct AuditTrail: Sendable {
  /// What is wrong with a line.
  package struct Problem: Sendable, Hashable {
    /// Counted from 1.
    package let line: Int
    package let words: String
  }

  package let lineCount: Int
  package let problems: [Problem]

  /// Reads a record.
  ///
  /// - Parameters:
  ///   - bytes: The whole of it.
  ///   - path: Where it is, or a link to it; its key is beside it.
  /// - Throws: That it has lines but no key.
  package init(_ bytes: [UInt8], of path: String) throws(AuditFailure) {
    guard !bytes.isEmpty else {
      (lineCount, problems) = (0, [])
      return
    }
    let key = try AuditKey.key(of: LockedFile.realPath(path), making: false)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    let complete = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
    var problems: [Problem] = []
    var before: [UInt8]?
    for (index, line) in complete.enumerated() {
      if let words = Self.problem(line, after: before, key) {
        problems.append(Problem(line: index + 1, words: words))
      }
      before = line
    }
    lineCount = complete.count
    self.problems = problems
  }

  /// Where the key of a record is, which may be reached by a link.
  package static func keyPath(of path: String) -> String { AuditKey.path(of: LockedFile.realPath(path)) }

  private static func problem(_ line: [UInt8], after before: [UInt8]?, _ key: SymmetricKey) -> String? {
    guard AuditLine.isSealed(line, key: key) else {
      return "this is not what was written: it was changed, or cut when a process was killed"
    }
    let named = (try? JSONParser.parse(line))?["before"]?.string
    guard named != before.map(AuditLine.digest) ?? AuditLine.beginning else { return nil }
    return before == nil
      ? "this was not the first line: what was before it was removed"
      : "this did not follow the line before it: one was changed, removed or moved"
  }
}
