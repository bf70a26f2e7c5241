import JSON

extension MCPClient {
  /// The link by which the client installs an entry with one click; `nil` if it has none for this entry.
  package func link(for entry: ServerEntry) -> String? {
    let name = Self.percentEncoded(entry.name)
    let json = JSONValue.object(members(of: entry))
    switch self {
    case .cursor: return "https://cursor.com/en/install-mcp?name=\(name)&config=\(Self.encodedBase64(json))"
    case .lmStudio: return "https://lmstudio.ai/install-mcp?name=\(name)&config=\(Self.encodedBase64(json))"
    case .vsCode:
      return "https://vscode.dev/redirect/mcp/install?name=\(name)&config=\(Self.percentEncoded(json.description))"
    case .kiro: return "https://kiro.dev/launch/mcp/add?name=\(name)&config=\(Self.percentEncoded(json.description))"
    case .goose:
      // Its links start only a few programs that it knows.
      guard case .http(let url) = entry.transport else { return nil }
      return
        "goose://extension?url=\(Self.percentEncoded(url))&type=streamable_http&timeout=300&id=\(name)&name=\(name)"
        + "&description=\(name)"
    default: return nil
    }
  }

  private static func encodedBase64(_ json: JSONValue) -> String { percentEncoded(base64(json.json)) }

  /// Encodes everything but unreserved characters (RFC 3986 section 2.3).
  static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if TOMLScanner.isBare(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "~") {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Base64 with padding (RFC 4648 section 4).
  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let word = part.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - part.count))
      for index in 0..<4 {
        text.append(index <= part.count ? digits[Int(word >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
