/// A session token that cannot be had; the words never hold it.
package struct TokenError: Error, Hashable {
  package let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension TokenError: CustomStringConvertible {
  package var description: String { reason }
}

/// What can be sent as a token, an API key or a password.
enum Token {
  /// Takes white space off both ends and makes sure that the rest can stand in a header.
  static func checked(_ bytes: some BidirectionalCollection<UInt8>) throws(TokenError) -> String {
    guard let token = trimmed(bytes).flatMap({ trimmed(withoutScheme($0)) }) else {
      throw TokenError("the token is empty")
    }
    guard token.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw TokenError("a token is one line of ASCII letters, without spaces or control characters in it")
    }
    return String(decoding: token, as: UTF8.self)
  }

  /// Takes off the name of the scheme, in any case, which stands before a token in a header that was copied whole.
  private static func withoutScheme<Bytes: BidirectionalCollection<UInt8>>(_ bytes: Bytes) -> Bytes.SubSequence {
    let scheme = "bearer".utf8
    let rest = bytes.dropFirst(scheme.count)
    let isScheme = zip(bytes, scheme).allSatisfy { $0 | 0x20 == $1 } && (rest.first == 0x20 || rest.first == 0x09)
    return isScheme ? rest : bytes[...]
  }

  /// A token of the environment for a scheme, as it is sent.
  static func sent(_ text: String) -> String { (try? checked(text.utf8)) ?? text }

  /// The same for an API key, which may have spaces in it.
  static func checkedKey(_ bytes: some BidirectionalCollection<UInt8>) throws(TokenError) -> String {
    guard let key = trimmed(bytes) else { throw TokenError("the key is empty") }
    guard key.allSatisfy({ 0x20...0x7E ~= $0 }) else {
      throw TokenError("a key is one line of ASCII letters, without control characters in it")
    }
    return String(decoding: key, as: UTF8.self)
  }

  /// Takes the end of the line off a password, of which everything else counts (RFC 7617 section 2).
  static func checkedPassword(_ bytes: [UInt8]) throws(TokenError) -> String {
    var line = bytes[...]
    if line.last == UInt8(ascii: "\n") { line.removeLast() }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard !line.isEmpty else { throw TokenError("the password is empty") }
    guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }), let password = String(validating: line, as: UTF8.self) else {
      throw TokenError("a password is one line of UTF-8, without control characters in it")
    }
    return password
  }

  private static func trimmed<Bytes: BidirectionalCollection<UInt8>>(_ bytes: Bytes) -> Bytes.SubSequence? {
    let isSpace = { (byte: UInt8) in byte == 0x20 || 0x09...0x0D ~= byte }
    guard let start = bytes.firstIndex(where: { !isSpace($0) }), let end = bytes.lastIndex(where: { !isSpace($0) })
    else { return nil }
    return bytes[start...end]
  }
}
