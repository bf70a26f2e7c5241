package import DocsSearch
import TextCoding

/// One page of the documentation of an API.
package enum Page: Hashable, Sendable {
  /// The list of all pages.
  case index
  case overview
  case errors
  /// The list of all schemas.
  case schemas
  /// The document itself: what is offered of it, overlays applied.
  case document
  /// The page of a tag, by its name.
  case tag(String)
  /// The page of a tool, by its name.
  case operation(String)
  /// The page of a component schema, by its name.
  case schema(String)
  /// The page of a guide, by its address.
  case guide(String)

  /// The path after the root of the API, percent-encoded.
  package var path: String {
    switch self {
    case .index: "index"
    case .overview: "overview"
    case .errors: "errors"
    case .schemas: "schemas"
    case .document: "openapi.json"
    case .tag(let name): "tags/\(Self.percentEncoded(name))"
    case .operation(let name): "operations/\(Self.percentEncoded(name))"
    case .schema(let name): "schemas/\(Self.percentEncoded(name))"
    case .guide(let name): "guides/\(Self.percentEncoded(name))"
    }
  }

  /// The page with a path; `nil` if no page has one of this form.
  ///
  /// Whether the page exists is not decided here.
  package init?(path: some StringProtocol) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 1 {
      let fixed: [Page] = [.index, .overview, .errors, .schemas, .document]
      guard let page = fixed.first(where: { $0.path == parts[0] }) else { return nil }
      self = page
      return
    }
    guard parts.count == 2, let bytes = PercentCoding.decode(parts[1].utf8, malformed: .refused),
      let name = String(validating: bytes, as: UTF8.self), !name.isEmpty
    else { return nil }
    switch parts[0] {
    case "tags": self = .tag(name)
    case "operations": self = .operation(name)
    case "schemas": self = .schema(name)
    case "guides": self = .guide(name)
    default: return nil
    }
  }

  /// The page that a result of the search stands for.
  init(_ entry: SearchEntry) {
    switch entry.kind {
    case .operation: self = .operation(entry.name)
    case .schema: self = .schema(entry.name)
    case .tag: self = .tag(entry.name)
    case .guide: self = .guide(entry.name)
    case .overview: self = .overview
    case .error: self = .errors
    case .index: self = .index
    case .document: self = .document
    }
  }

  /// The kind of the page.
  package var kind: PageKind {
    switch self {
    case .index, .schemas: .index
    case .overview: .overview
    case .errors: .error
    case .document: .document
    case .tag: .tag
    case .operation: .operation
    case .schema: .schema
    case .guide: .guide
    }
  }

  /// The media type of the page's text.
  package var mimeType: String { self == .document ? "application/json" : "text/markdown" }

  /// Importance for a model with little room, from 0 to 1.
  var priority: Double {
    switch self {
    case .overview: 1
    case .index: 0.9
    case .errors: 0.8
    case .guide: 0.7
    case .operation: 0.6
    case .tag: 0.5
    case .schemas, .schema: 0.4
    case .document: 0.2
    }
  }

  /// Percent-encodes a path segment, all but unreserved characters (RFC 3986 section 2.3).
  package static func percentEncoded(_ text: String) -> String {
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
