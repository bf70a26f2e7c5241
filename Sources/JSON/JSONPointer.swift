/// A JSON Pointer (RFC 6901): the path from a document's root to one of its values.
package struct JSONPointer: Sendable, Hashable {
  /// The unescaped reference tokens.
  package var tokens: [String]

  /// Makes a pointer from unescaped tokens.
  package init(_ tokens: [String] = []) { self.tokens = tokens }

  /// Reads a pointer's text; `nil` if it is not empty and lacks a leading slash, or has a malformed escape.
  package init?(text: some StringProtocol) {
    self.init(bytes: Array(text.utf8))
  }

  private init?(bytes: [UInt8]) {
    guard let first = bytes.first else {
      self.init()
      return
    }
    guard first == UInt8(ascii: "/") else { return nil }
    var tokens: [String] = []
    for part in bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let token = Self.unescape(part) else { return nil }
      tokens.append(token)
    }
    self.init(tokens)
  }

  private static func unescape(_ token: ArraySlice<UInt8>) -> String? {
    guard token.contains(UInt8(ascii: "~")) else { return String(decoding: token, as: UTF8.self) }
    var text: [UInt8] = []
    var bytes = token.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "~") else {
        text.append(byte)
        continue
      }
      switch bytes.next() {
      case UInt8(ascii: "0"): text.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): text.append(UInt8(ascii: "/"))
      default: return nil
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The pointer to a member.
  package func appending(_ token: String) -> JSONPointer { JSONPointer(tokens + [token]) }

  /// The pointer to an array element.
  package func appending(_ index: Int) -> JSONPointer { appending(String(index)) }
}

extension JSONPointer: CustomStringConvertible {
  package var description: String {
    tokens.reduce(into: "") { text, token in
      text += "/"
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
  }
}

extension JSONValue {
  /// The value that a pointer refers to; `nil` if there is none.
  package subscript(pointer: JSONPointer) -> JSONValue? {
    var value = self
    for token in pointer.tokens {
      switch value {
      case .object(let object):
        guard let next = object[token] else { return nil }
        value = next
      case .array(let elements):
        guard let index = Self.arrayIndex(token), index < elements.count else { return nil }
        value = elements[index]
      default: return nil
      }
    }
    return value
  }

  /// Reads an array index of RFC 6901 section 4: no sign, no leading zero.
  private static func arrayIndex(_ token: String) -> Int? {
    guard token == "0" || token.utf8.first.map({ UInt8(ascii: "1")...UInt8(ascii: "9") ~= $0 }) ?? false
    else { return nil }
    return Int(token)
  }
}
