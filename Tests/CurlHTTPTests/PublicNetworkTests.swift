import HTTPTypes
import TestSupport
import Testing

@testable import CurlHTTP

@Suite(.timeLimit(.minutes(5)))
struct PublicNetworkTests {
  @Test(arguments: [
    "8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.255.255", "100.128.0.0", "223.255.255.255",
    "2001:4860:4860::8888", "2a00::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
  ])
  func `an address for everybody`(address: String) {
    #expect(PublicNetwork.contains(address))
  }

  @Test(arguments: [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.168.1.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "255.255.255.255", "::", "::1", "fc00::1", "fd12::1", "fe80::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1",
    "64:ff9b::a00:1", "2002:7f00:1::1", "localhost", "",
  ])
  func `an address of a network, a machine or a book, and what is no address`(address: String) {
    #expect(!PublicNetwork.contains(address))
  }

  @Test func `SEC-05: nothing is sent to a private address if that is not wanted`() async throws {
    var options = HTTPClient.Options()
    options.reachesPrivateAddresses = false
    let server = try ScriptedServer { $0.answerAll("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") }
    defer { server.stop() }
    let error = await withClient(options) { await $0.error(server.request()) }
    #expect(error == .privateAddress)
    #expect(server.requests.isEmpty)
  }
}
