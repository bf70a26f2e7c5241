import TextCoding

/// A submitted form, `application/x-www-form-urlencoded` (URL standard, section 5.1); of several values the first.
package struct FormData: Sendable {
  private let values: [String: String]

  /// Reads the body of a request.
  package init(_ body: [UInt8]) {
    let pairs = body.split(separator: UInt8(ascii: "&")).map { pair in
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      return (Self.text(name), Self.text(pair.dropFirst(name.count + 1)))
    }
    values = Dictionary(pairs) { first, _ in first }
  }

  /// The value of a field; `nil` if there is none.
  package subscript(name: String) -> String? { values[name] }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: PercentCoding.decode(bytes, malformed: .kept, plusIsSpace: true) ?? [], as: UTF8.self)
  }
}
