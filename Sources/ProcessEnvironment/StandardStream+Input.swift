package import Files
import Glibc

extension StandardStream {
  /// Reads until the end, or until the bytes read are enough.
  ///
  /// - Throws: An error if nothing can be read, or more comes than the maximum, in bytes.
  package static func input(
    _ descriptor: Int32,
    atMost maximumSize: Int,
    until isEnough: ([UInt8]) -> Bool
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while !isEnough(bytes) {
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError("standard input", .system(errno)) }
      if count == 0 { break }
      bytes += chunk[..<count]
      guard bytes.count <= maximumSize else { throw FileError("standard input", .tooLarge(limit: maximumSize)) }
    }
    return bytes
  }
}
