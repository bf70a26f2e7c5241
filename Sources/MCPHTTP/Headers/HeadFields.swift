import NIOHTTP1

/// The fields of a request that its checks look at, found in one walk over its head.
struct HeadFields: Sendable {
  /// A field that is looked at in requests of every kind.
  enum Name: Int, CaseIterable, Sendable {
    case origin, host, accept, authorization, contentType, contentLength, session, protocolVersion, method, name

    fileprivate static let count = allCases.count

    /// The field of a name, in any case; `nil` if none of these has it.
    init?(_ name: String) {
      let bytes = name.utf8
      // Of one length there are two at most.
      switch bytes.count {
      case 4 where Self.matches(bytes, "host"): self = .host
      case 6 where Self.matches(bytes, "accept"): self = .accept
      case 6 where Self.matches(bytes, "origin"): self = .origin
      case 8 where Self.matches(bytes, "mcp-name"): self = .name
      case 10 where Self.matches(bytes, "mcp-method"): self = .method
      case 12 where Self.matches(bytes, "content-type"): self = .contentType
      case 13 where Self.matches(bytes, "authorization"): self = .authorization
      case 14 where Self.matches(bytes, "content-length"): self = .contentLength
      case 14 where Self.matches(bytes, "mcp-session-id"): self = .session
      case 20 where Self.matches(bytes, "mcp-protocol-version"): self = .protocolVersion
      default: return nil
      }
    }

    /// Compares a name with one of the same length in lower case.
    private static func matches(_ name: String.UTF8View, _ text: StaticString) -> Bool {
      text.withUTF8Buffer { text in
        var position = 0
        for byte in name {
          let isUpper = byte &- UInt8(ascii: "A") < 26
          guard unsafe (isUpper ? byte | 0x20 : byte) == text[position] else { return false }
          position += 1
        }
        return true
      }
    }
  }

  private var first: [String?]
  /// Further values of fields that are repeated.
  private var further: [(name: Name, value: String)] = []

  init(_ headers: HTTPHeaders) {
    first = Array(repeating: nil, count: Name.count)
    for (text, value) in headers {
      guard let name = Name(text) else { continue }
      if first[name.rawValue] == nil { first[name.rawValue] = value } else { further.append((name, value)) }
    }
  }

  /// The values of a field, in the order they came.
  subscript(name: Name) -> [String] {
    guard let value = first[name.rawValue] else { return [] }
    return further.isEmpty ? [value] : [value] + further.filter { $0.name == name }.map(\.value)
  }

  /// The value of a field that is there once.
  func single(_ name: Name) -> String? {
    guard let value = first[name.rawValue], !further.contains(where: { $0.name == name }) else { return nil }
    return value
  }
}
