/// One page of the documentation of an API.
enum Page: Hashable, Sendable {
  case overview
  case errors
  /// The document itself, overlays applied.
  case document
  /// What there is to know of a tool, by its name.
  case operation(String)
  /// What there is to know of a component schema, by its name.
  case schema(String)

  /// Where it is, behind what all pages of its API have in common.
  fileprivate var path: String {
    switch self {
    case .overview: "overview"
    case .errors: "errors"
    case .document: "openapi.json"
    case .operation(let name): "operations/\(Self.percentEncoded(name))"
    case .schema(let name): "schemas/\(Self.percentEncoded(name))"
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

/// Where the pages of an API are: under its name, if there are others beside it.
package struct PageAddresses: Sendable {
  /// What the URIs of all pages begin with.
  private let root: String

  /// Takes what tells the API from others, a lower-case word; `nil` if there are none.
  package init(_ name: String? = nil) { root = name.map { "docs://\($0)/" } ?? "docs://" }

  package var overview: String { uri(of: .overview) }
  package var errors: String { uri(of: .errors) }
  package var operationTemplate: String { "\(root)operations/{tool}" }
  var schemaTemplate: String { "\(root)schemas/{name}" }

  func uri(of page: Page) -> String { root + page.path }

  /// A link whose text is code.
  func link(_ text: String, to page: Page) -> String { "[\(Markdown.code(text))](\(uri(of: page)))" }
}
