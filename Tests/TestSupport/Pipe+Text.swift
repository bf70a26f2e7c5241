package import Foundation

extension Pipe {
  /// Closes the end for writing and gives what was written: no more than a pipe holds.
  package func text() throws -> String {
    try fileHandleForWriting.close()
    return String(decoding: try fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  }
}
