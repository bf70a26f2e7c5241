/// A session token that cannot be had; the words never hold it.
package struct TokenError: Error, Hashable {
  package let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension TokenError: CustomStringConvertible {
  package var description: String { reason }
}

/// What can be sent as a token.
enum Token {
  /// Takes white space off both ends and makes sure that the rest can stand in a header.
  static func checked(_ bytes: some BidirectionalCollection<UInt8>) throws(TokenError) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || 0x09...0x0D ~= byte }
    guard let start = bytes.firstIndex(where: { !isSpace($0) }), let end = bytes.lastIndex(where: { !isSpace($0) })
    else { throw TokenError("the token is empty") }
    let token = bytes[start...end]
    guard token.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw TokenError("a token is one line of ASCII letters, without spaces or control characters in it")
    }
    return String(decoding: token, as: UTF8.self)
  }
}
