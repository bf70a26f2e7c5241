/// The reason why a configuration file is left as it is.
package struct EditFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line at fault, from 1; `nil` if the fault is of the whole text.
  package let line: Int?
  /// The reason, which ends a sentence.
  package let reason: String

  init(_ reason: String, line: Int? = nil) { (self.reason, self.line) = (reason, line) }

  init(_ reason: String, at offset: Int, in text: [UInt8]) {
    self.init(reason, line: LineStyle.line(of: offset, in: text))
  }

  /// Checks that a text is UTF-8.
  static func checkUTF8(_ text: [UInt8]) throws(EditFailure) {
    do throws(UTF8.ValidationError) { _ = try UTF8Span(validating: text.span) } catch {
      throw EditFailure("the file is not UTF-8", at: error.byteOffsets.lowerBound, in: text)
    }
  }

  /// The failure of a text whose notation leaves no place for a safe edit.
  static func unsafe(_ reason: String, line: Int? = nil) -> EditFailure {
    EditFailure("\(reason); add the entry by hand", line: line)
  }

  package var description: String { line.map { "line \($0): \(reason)" } ?? reason }
}
