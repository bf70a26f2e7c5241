/// The reason why there is no session token; the text never contains one.
package struct TokenError: Error, Hashable {
  /// The reason, as a clause.
  package let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension TokenError: CustomStringConvertible {
  /// The reason.
  package var description: String { reason }
}

/// Validation of tokens, API keys and passwords.
enum Token {
  /// Trims white space, and checks that the rest can stand in a header field.
  static func checked(_ bytes: some BidirectionalCollection<UInt8>) throws(TokenError) -> String {
    guard let token = trimmed(bytes).flatMap({ trimmed(withoutScheme($0)) }) else {
      throw TokenError("the token is empty")
    }
    guard token.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw TokenError("a token is one line of ASCII letters, without spaces or control characters in it")
    }
    return String(decoding: token, as: UTF8.self)
  }

  /// Removes the scheme name, in any case, that precedes a token copied together with its header.
  private static func withoutScheme<Bytes: BidirectionalCollection<UInt8>>(_ bytes: Bytes) -> Bytes.SubSequence {
    let scheme = "bearer".utf8
    let rest = bytes.dropFirst(scheme.count)
    guard rest.first == 0x20 || rest.first == 0x09 else { return bytes[...] }
    let isScheme = bytes.prefix(scheme.count).elementsEqual(scheme) { $0 | 0x20 == $1 }
    return isScheme ? rest : bytes[...]
  }

  /// A token from the environment, in the form in which it is sent.
  static func sent(_ text: String) -> String { (try? checked(text.utf8)) ?? text }

  /// Trims and checks an API key, which may contain spaces.
  static func checkedKey(_ bytes: some BidirectionalCollection<UInt8>) throws(TokenError) -> String {
    guard let key = trimmed(bytes) else { throw TokenError("the key is empty") }
    guard key.allSatisfy({ 0x20...0x7E ~= $0 }) else {
      throw TokenError("a key is one line of ASCII letters, without control characters in it")
    }
    return String(decoding: key, as: UTF8.self)
  }

  /// Removes the line break after a password, of which all other characters count (RFC 7617 section 2).
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
