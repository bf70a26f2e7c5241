import JSON
import TextCoding

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

  private static func encodedBase64(_ json: JSONValue) -> String { percentEncoded(Base64.text(json.json)) }

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
}
