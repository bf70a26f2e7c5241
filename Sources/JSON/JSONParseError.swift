/// The reason why a text is not acceptable JSON, and its position.
package struct JSONParseError: Error, Hashable {
  /// A fault of JSON text.
  package enum Reason: Hashable, Sendable {
    case unexpectedEnd
    case unexpectedByte(UInt8)
    case trailingContent
    case controlCharacter(UInt8)
    case invalidEscape
    case invalidUTF8
    case loneSurrogate
    case tooManyMarks(limit: Int)
    case duplicateName(String)
    case tooDeep(limit: Int)
    case tooLarge(limit: Int)
  }

  /// The fault.
  package let reason: Reason
  /// The number of bytes before the error.
  package let offset: Int

  init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSONParseError: CustomStringConvertible {
  package var description: String { "\(reason.sentence) at byte \(offset)" }
}

extension JSONParseError.Reason {
  fileprivate var sentence: String {
    switch self {
    case .unexpectedEnd: "unexpected end of the text"
    case .unexpectedByte(let byte): "unexpected \(Self.name(of: byte))"
    case .trailingContent: "something follows the value"
    case .controlCharacter(let byte): "unescaped control character \(Self.name(of: byte)) in a string"
    case .invalidEscape: "invalid escape in a string"
    case .invalidUTF8: "invalid UTF-8 in a string"
    case .loneSurrogate: "lone surrogate in a string"
    case .tooManyMarks(let limit): "more than \(limit) combining marks in a row in a string"
    case .duplicateName(let name): "the name \"\(name)\" occurs twice in an object"
    case .tooDeep(let limit): "nesting deeper than \(limit) levels"
    case .tooLarge(let limit): "text larger than \(limit) bytes"
    }
  }

  private static func name(of byte: UInt8) -> String {
    0x21...0x7E ~= byte ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(String(byte, radix: 16, uppercase: true))"
  }
}
