import OpenAPI

/// The address of an API in its documentation: as the document gives it, never where this server sends its calls.
enum DocumentedServer {
  /// The variable that stands in examples for an address that the document does not give.
  static let placeholder = "$SERVER"

  /// The URL of the document's first server, without a slash at the end.
  static func url(of document: APIDocument) -> String { document.servers.first.map { url($0) } ?? placeholder }

  /// The URL of a server; a relative one, which is the backend's own affair, follows the placeholder.
  static func url(_ server: Server) -> String {
    var url = server.url
    while url.hasSuffix("/") { url.removeLast() }
    let scheme = url.prefix { $0 != ":" }
    let isAbsolute = url.contains("://") && scheme.utf8.allSatisfy { 0x61...0x7A ~= $0 | 0x20 }
    return isAbsolute ? url : placeholder + (url.isEmpty || url.hasPrefix("/") ? url : "/\(url)")
  }
}
