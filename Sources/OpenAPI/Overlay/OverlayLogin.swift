import JSON

/// The endpoints at which an API makes sessions of its own from a provider's tokens (`login` of an overlay's `x-mcp`).
///
/// Only an overlay can name them, never the document: tokens go there.
package struct OverlayLogin: Sendable, Hashable {
  /// The path that exchanges an access token of the provider for a session, after the API's own path.
  package let exchange: String
  /// The path that renews a session by its refresh token.
  package let refresh: String
  /// The path that ends all sessions of a person; `nil` if there is none.
  package let logout: String?
  /// The path that answers who is signed in, by which a pasted session is tried; `nil` if there is none.
  package let account: String?

  private static let members = ["exchange", "refresh", "logout", "account"]

  /// Reads the member `login`.
  ///
  /// - Throws: If it is no object of these paths: whoever writes it means to sign in.
  init(_ part: Located) throws(DocumentError) {
    guard let object = part.value.object else {
      throw .invalidOverlay(
        "\"login\" is an object, as {\"exchange\": \"/auth/exchange\", \"refresh\": \"/auth/refresh\"}.",
        location: part.location
      )
    }
    for (name, _) in object.members where !Self.members.contains(name) {
      let hint = Self.members.nearest(to: name).map { "did you mean \"\($0)\"?" }
      throw .invalidOverlay(
        "\(name.quoted) is nothing that \"login\" knows; \(hint ?? "there are \(Self.members.joined(separator: ", ")).")",
        location: part.location.appending(name)
      )
    }
    exchange = try Self.path("exchange", of: part)
    refresh = try Self.path("refresh", of: part)
    logout = object["logout"] == nil ? nil : try Self.path("logout", of: part)
    account = object["account"] == nil ? nil : try Self.path("account", of: part)
  }

  private static func path(_ name: String, of part: Located) throws(DocumentError) -> String {
    let segments = part.text(name)?.split(separator: "/", omittingEmptySubsequences: false) ?? []
    let isPath =
      segments.count > 1 && segments[0].isEmpty
      && segments.dropFirst().allSatisfy { segment in
        !segment.isEmpty && segment != "." && segment != ".." && segment.utf8.allSatisfy(isPlain)
      }
    guard isPath, let text = part.text(name) else {
      throw .invalidOverlay(
        "\(name.quoted) of \"login\" is a path after the API's own, such as \"/auth/\(name)\".",
        location: part.location.appending(name)
      )
    }
    return text
  }

  /// Whether a byte may stand in a segment as it is (`unreserved` of RFC 3986 section 2.3).
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}

extension Overlay {
  /// Whether the overlay is for the API of a title.
  package func isFor(title: String?) -> Bool { documentTitle == nil || documentTitle == title }
}
