package import Calls
import Crypto
import JSON

/// Verifies that the lines of a record are the ones that were written.
package struct AuditTrail: Sendable {
  /// A fault of a line.
  package struct Problem: Sendable, Hashable {
    /// The line's number, from 1.
    package let line: Int
    /// The fault in words.
    package let words: String
  }

  /// The number of lines.
  package let lineCount: Int
  /// The faults found, in the order of the lines.
  package let problems: [Problem]

  /// Verifies a record.
  ///
  /// - Parameters:
  ///   - bytes: The complete record.
  ///   - path: Its path, or a link to it; the key is beside the file.
  /// - Throws: An error if the record has lines but no readable key.
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

  /// The path of a record's key; links to the record are resolved.
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
