/// One page of the documentation.
enum Page: Hashable, Sendable {
  case overview
  case errors
  /// The document itself, overlays applied.
  case document
  /// What there is to know of a tool, by its name.
  case operation(String)
  /// What there is to know of a component schema, by its name.
  case schema(String)

  static let operationTemplate = "docs://operations/{tool}"
  static let schemaTemplate = "docs://schemas/{name}"

  var uri: String {
    switch self {
    case .overview: "docs://overview"
    case .errors: "docs://errors"
    case .document: "docs://openapi.json"
    case .operation(let name): "docs://operations/\(Self.percentEncoded(name))"
    case .schema(let name): "docs://schemas/\(Self.percentEncoded(name))"
    }
  }

  var mimeType: String { self == .document ? "application/json" : "text/markdown" }

  /// A segment of a path with everything escaped but what RFC 3986, 2.3 leaves unreserved.
  static func percentEncoded(_ text: String) -> String {
    // Nearly every name is plain: it is looked at and given back.
    guard !text.utf8.allSatisfy(isUnreserved) else { return text }
    return text.utf8.reduce(into: "") { result, byte in
      if isUnreserved(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
