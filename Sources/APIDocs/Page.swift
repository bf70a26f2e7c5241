/// One page of the documentation of an API.
enum Page: Hashable, Sendable {
  case overview
  case errors
  /// The document itself, overlays applied.
  case document
  /// The page of a tool, by its name.
  case operation(String)
  /// The page of a component schema, by its name.
  case schema(String)

  /// The page's path, after the root of its API.
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

  /// Percent-encodes a path segment, all but unreserved characters (RFC 3986 section 2.3).
  static func percentEncoded(_ text: String) -> String {
    // Nearly every name is plain and returned as it is.
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

/// The URIs of an API's pages: below its name, if there are several APIs.
package struct PageAddresses: Sendable {
  /// The common start of all URIs.
  private let root: String

  /// Takes the API's name, a lower-case word; `nil` if there is only one API.
  package init(_ name: String? = nil) { root = name.map { "docs://\($0)/" } ?? "docs://" }

  /// The URI of the overview.
  package var overview: String { uri(of: .overview) }
  /// The URI of the page on errors.
  package var errors: String { uri(of: .errors) }
  /// The URI template of the tools' pages.
  package var operationTemplate: String { "\(root)operations/{tool}" }
  var schemaTemplate: String { "\(root)schemas/{name}" }

  func uri(of page: Page) -> String { root + page.path }

  /// A link whose text is a code span.
  func link(_ text: String, to page: Page) -> String { "[\(Markdown.code(text))](\(uri(of: page)))" }
}
