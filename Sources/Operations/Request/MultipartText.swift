import JSON
import OpenAPI

/// Writes the members of a body as `multipart/form-data` (RFC 7578; OpenAPI 3.1.1, 4.8.14.6), or its elements as parts
/// without names (RFC 2046 section 5.1; OpenAPI 3.2.0, 4.14.3).
struct MultipartText {
  /// The boundary between the parts: random, so that no content can contain it.
  let boundary: String
  private(set) var bytes: [UInt8] = []

  init() {
    var generator = SystemRandomNumberGenerator()
    boundary = "part-" + String(generator.next(), radix: 36) + String(generator.next(), radix: 36)
  }

  /// Appends a file as a part.
  mutating func add(_ name: String?, file: FileValue, type: String) {
    begin(name, fileName: file.name ?? name, type: type)
    bytes += file.bytes
    bytes += "\r\n".utf8
  }

  /// Appends the value of a member: in the style of its encoding if that has one, else objects as JSON and all else as
  /// text.
  ///
  /// - Parameters:
  ///   - name: The name of the member; `nil` for a part without one.
  ///   - value: Its value.
  ///   - encoding: The encoding of the part in the document; `nil` without one.
  ///   - contentType: The media type that the schema gives strings, which are then sent unchanged with that type.
  mutating func add(
    _ name: String?,
    _ value: JSONValue,
    _ encoding: MediaType.PropertyEncoding?,
    contentType: String? = nil
  ) {
    if let name, let encoding, encoding.style == .deepObject {
      let pairs = DeepObject.pairs(name, value, arrays: encoding.mcp.arrays)
      for (name, text) in pairs { add(name, text: text, type: nil) }
    } else if let encoding, let style = encoding.style {
      let text = ParameterText(value, innerSeparators: encoding.innerSeparators)
      add(name, text: text.joined(by: style.separator, pairing: encoding.explode ? "=" : nil) { $0 }, type: nil)
    } else {
      let type = encoding?.contentTypes.first { !$0.contains("*") }
      switch value {
      case .object: add(name, text: value.description, type: type ?? "application/json")
      case .array where name == nil: add(name, text: value.description, type: type ?? "application/json")
      case .string(let text) where contentType != nil: add(name, text: text, type: type ?? contentType)
      case .string(let text) where type.map({ !MediaTypeName($0).isJSON }) ?? true: add(name, text: text, type: type)
      default: add(name, text: value.description, type: type)
      }
    }
  }

  mutating func end() { bytes += "--\(boundary)--\r\n".utf8 }

  private mutating func add(_ name: String?, text: String, type: String?) {
    begin(name, fileName: nil, type: type)
    bytes += text.utf8
    bytes += "\r\n".utf8
  }

  private mutating func begin(_ name: String?, fileName: String?, type: String?) {
    var head = "--\(boundary)"
    if let name { head += "\r\nContent-Disposition: form-data; name=\"\(Self.quoted(name))\"" }
    if let fileName {
      head += "\(name == nil ? "\r\nContent-Disposition: attachment" : ""); filename=\"\(Self.quoted(fileName))\""
    }
    if let type { head += "\r\nContent-Type: \(Self.oneLine(type))" }
    bytes += "\(head)\r\n\r\n".utf8
  }

  /// Percent-encodes the characters that would end the name or its line, as browsers do (HTML, 4.10.21.8).
  private static func quoted(_ name: String) -> String {
    name.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\"": text += "%22"
      case "\r": text += "%0D"
      case "\n": text += "%0A"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  /// The media type without control characters, so that a type from a `data:` URL cannot begin another line.
  private static func oneLine(_ type: String) -> String {
    String(String.UnicodeScalarView(type.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
  }
}
