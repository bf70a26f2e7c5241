/// Takes a secret out of what a backend answered, so that one that is echoed goes no further.
enum Redaction {
  private static let mark = Array("[redacted]".utf8)
  /// Shorter texts would be found in places where they mean something else.
  private static let minimumLength = 8

  static func removing(_ secret: String, from bytes: [UInt8]) -> [UInt8] {
    guard secret.utf8.count >= minimumLength, let first = secret.utf8.first else { return bytes }
    let wanted = Array(secret.utf8)
    var result: [UInt8] = []
    var copied = 0
    var position = 0
    while position + wanted.count <= bytes.count {
      if bytes[position] == first, bytes[position..<position + wanted.count].elementsEqual(wanted) {
        result += bytes[copied..<position]
        result += mark
        position += wanted.count
        copied = position
      } else {
        position += 1
      }
    }
    return copied == 0 ? bytes : result + bytes[copied...]
  }
}
