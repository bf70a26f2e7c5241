@testable import Approve
@testable import Operations
import ProcessEnvironment
import Testing
import WebServer

struct ApprovalURLTests {
  private let publicURL = try? BaseURL("https://mcp.example.com:8443/deep/mcp")

  @Test(arguments: [
    ("http://127.0.0.1:40123/step-up/1a2b/5e6f", "127.0.0.1:40123 (this machine)"),
    ("http://LOCALHOST:1/step-up/a/b", "localhost:1 (this machine)"),
    ("http://[::1]:1/deep/step-up/a/b", "[::1]:1 (this machine)"),
    ("https://mcp.example.com:8443/deep/step-up/a/b", "mcp.example.com:8443"),
  ])
  func `this machine and the public URL are asked`(link: String, host: String) throws {
    #expect(try ApprovalURL(link, trusting: publicURL).host == host)
  }

  @Test(arguments: [".", ",", ";", ":", ")", ">", ">).", ""])
  func `what followed a link in a sentence is no part of it`(end: String) throws {
    let link = "http://127.0.0.1:1/step-up/1a2b/5e6f"
    #expect(try ApprovalURL(link + end, trusting: publicURL).url == BaseURL(link))
  }

  @Test(arguments: [
    "https://mcp.example.com/step-up/a/b", "http://mcp.example.com:8443/step-up/a/b",
    "https://evil.example/step-up/a/b",
    "https://127.0.0.1.evil.example/step-up/a/b", "https://evil.example/127.0.0.1/step-up/a/b",
  ])
  func `no other host is`(link: String) {
    let error = #expect(throws: CommandFailure.self) { try ApprovalURL(link, trusting: publicURL) }
    #expect(error?.exitCode == .usage)
    #expect(error?.message.contains("nothing was asked there") == true)
  }

  @Test(arguments: [
    "127.0.0.1:1/step-up/a/b", "http://u:p@127.0.0.1/step-up/a/b", "http://127.0.0.1/", "http://127.0.0.1/step-up/a",
    "http://127.0.0.1/step-up/a/b/c", "http://127.0.0.1/step-up//b", "http://127.0.0.1/x/../step-up/a/b",
    "http://127.0.0.1/step-up/a/b?c", "http://127.0.0.1/step-up/a/b?c.", "http://127.0.0.1/step-up/a>.", ">.",
    "https://mcp.example.com:8443.evil.example/step-up/a/b",
  ])
  func `what is no approval page is not asked`(link: String) {
    let error = #expect(throws: CommandFailure.self) { try ApprovalURL(link, trusting: publicURL) }
    #expect(error?.message.hasPrefix("this is no link to an approval page") == true)
  }

  @Test(
    arguments: [
      ("http://127.0.0.1:40123/x", [[127, 0, 0, 1]], 40123), ("http://127.1.2.3/x", [[127, 1, 2, 3]], 80),
      ("https://[::1]/x", [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]], 443),
      ("http://[::1]:1/x", [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]], 1),
      ("http://localhost:1/x", [[127, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]], 1),
    ] as [(String, [[UInt8]], UInt16)]
  )
  func `a host of this machine stands for its addresses`(url: String, bytes: [[UInt8]], port: UInt16) throws {
    let addresses = ApprovalURL.addresses(of: try BaseURL(url))
    #expect(addresses.map(\.bytes) == bytes)
    #expect(addresses.allSatisfy { $0.port == port })
  }
}
