@testable import Linking
import Testing

/// The cookie of a browser.
struct LinkVisitorTests {
  private static let id = String(repeating: "0f", count: 16)

  @Test(arguments: [true, false]) func `a browser is known again by its own cookie`(isSecure: Bool) {
    let cookie = LinkVisitor.cookie(Self.id, isSecure: isSecure)
    let pair = String(cookie.prefix { $0 != ";" })
    #expect(LinkVisitor.id(in: ["a=b; \(pair)"], isSecure: isSecure) == Self.id)
    #expect(LinkVisitor.id(in: ["a=b", pair], isSecure: isSecure) == Self.id)
    #expect(LinkVisitor.id(in: [pair], isSecure: !isSecure) == nil)
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"))
    // A page without TLS, or another host, cannot set one of that name.
    #expect(cookie.hasPrefix("__Host-") == isSecure && cookie.contains("Secure") == isSecure)
  }

  @Test(arguments: ["", "0f", "x" + String(repeating: "0", count: 31), id + "0", "\(id);"])
  func `what is no id is nobody's`(text: String) {
    #expect(LinkVisitor.id(in: ["nethesis-mcp-link=\(text.filter { $0 != ";" })x"], isSecure: false) == nil)
  }
}
