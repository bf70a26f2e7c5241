import JSON
import MCP
import NIOHTTP1
import Testing
import WebServer

@testable import MCPHTTP

/// The address of a client behind a proxy.
@Suite struct TrustedProxiesTests {
  private static func proxies(_ blocks: [String]) -> TrustedProxies {
    var proxies = TrustedProxies()
    for block in blocks {
      let isBlock = proxies.add(block)
      #expect(isBlock, "\(block)")
    }
    return proxies
  }

  private static func peer(_ bytes: [UInt8]) -> Peer {
    Peer(remote: InternetAddress(bytes: bytes, port: 1), local: InternetAddress(bytes: [127, 0, 0, 1], port: 2))
  }

  @Test(arguments: [
    "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0/8", "10.1.0.0/8", "10.0.0.1/31",
    "proxy.example", "::/129", "2001:db8::1/64", "10.0.0.0/+8", "10.0.0.0/ 8", "unix:/x",
  ])
  func `what is no block of addresses is refused`(text: String) {
    var proxies = TrustedProxies()
    let isBlock = proxies.add(text)
    #expect(!isBlock)
  }

  @Test(
    arguments: [
      ("10.0.0.0/8", [10, 255, 0, 1], true), ("10.0.0.0/8", [11, 0, 0, 1], false), ("10.0.0.1", [10, 0, 0, 1], true),
      ("10.0.0.1", [10, 0, 0, 2], false), ("0.0.0.0/0", [203, 0, 113, 9], true),
      ("10.128.0.0/9", [10, 127, 0, 1], false),
      ("10.128.0.0/9", [10, 200, 0, 1], true), ("::/0", [10, 0, 0, 1], false),
      ("2001:db8::/32", [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 1, count: 12), true),
      ("2001:db8::/32", [0x20, 0x01, 0x0D, 0xB9] + [UInt8](repeating: 1, count: 12), false),
      ("::ffff:10.0.0.1", [10, 0, 0, 1], true),
    ] as [(String, [UInt8], Bool)]
  )
  func `a proxy is known by its block`(block: String, bytes: [UInt8], isProxy: Bool) {
    #expect(Self.proxies([block]).contains(Self.peer(bytes)) == isProxy)
  }

  @Test(
    arguments: [
      (["203.0.113.9"], "203.0.113.9"), (["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
      (["198.51.100.1", "203.0.113.9"], "203.0.113.9"), (["203.0.113.9, 10.0.0.7"], "203.0.113.9"),
      (["203.0.113.9,10.0.0.7 , 10.9.9.9"], "203.0.113.9"), (["10.0.0.7, 10.0.0.8"], "10.0.0.7"),
      (["203.0.113.9:4711"], "203.0.113.9"), (["[2001:db8:1:2::9]:443"], "2001:db8:1:2::/64"),
      (["2001:db8:1:2::9"], "2001:db8:1:2::/64"), ([], "10.0.0.1"), ([""], "10.0.0.1"), (["unknown"], "10.0.0.1"),
      (["203.0.113.9, unknown"], "10.0.0.1"), (["203.0.113.9, "], "10.0.0.1"),
      (["203.0.113.9, x, 10.0.0.7"], "10.0.0.7"),
      (["203.0.113.9:x"], "10.0.0.1"), (["127.0.0.1"], "127.0.0.1"),
    ] as [([String], String)]
  )
  func `the client is the first from the right that is no proxy`(values: [String], network: String) {
    let fields = HTTPHeaders(values.map { ("X-Forwarded-For", $0) })
    let client = Self.proxies(["10.0.0.0/8"]).client(of: Self.peer([10, 0, 0, 1]), fields)
    #expect(client.remote?.network == network)
    // Never the proxy's own user, whose socket it is.
    #expect(client.owner == .unavailable)
  }
}
