import Glibc
import Testing

@testable import WebServer

struct SocketOwnerTests {
  private let client = InternetAddress(bytes: [127, 0, 0, 1], port: 0xABCD)
  private let server = InternetAddress(bytes: [127, 0, 0, 1], port: 8722)

  @Test(
    arguments: [
      (1, 5, SocketOwner.user(1000)),
      // Nobody has the socket any more, and the kernel says root: closed, or in the end of its connection.
      (1, 0, .unknown), (6, 0, .unknown), (5, 0, .unknown), (4, 5, .unknown), (10, 5, .unknown), (2, 5, .unknown),
    ] as [(Int, Int, SocketOwner)]
  )
  func `only an open socket of an established connection has an owner`(state: Int, inode: Int, owner: SocketOwner) {
    #expect(SocketOwner(state: state, user: 1000, inode: inode) == owner)
  }

  @Test func `this user and root are trusted, and nobody else`() {
    #expect(SocketOwner.user(geteuid()).isTrusted)
    #expect(SocketOwner.user(0).isTrusted)
    #expect(!SocketOwner.user(geteuid() + 1).isTrusted)
    #expect(!SocketOwner.unknown.isTrusted && !SocketOwner.unavailable.isTrusted)
  }

  @Test func `a table of the kernel is read by the addresses of both ends`() {
    let table = """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 0100007F:2212 0100007F:ABCD 01 00000000:00000000 00:00000000 00000000     0        0 11 1 0000000000000000
         1: 0100007F:ABCD 0100007F:2212 01 00000000:00000000 00:00000000 00000000  1234        0 12 1 0000000000000000
         2: 0100007F:ABCE 0100007F:2212 06 00000000:00000000 00:00000000 00000000     0        0 0 1 0000000000000000

      """
    let bytes = Array(table.utf8)
    #expect(SocketTable.owner(client, server, isIPv6: false, in: bytes) == .user(1234))
    #expect(SocketTable.owner(server, client, isIPv6: false, in: bytes) == .user(0))
    let gone = InternetAddress(bytes: [127, 0, 0, 1], port: 0xABCE)
    #expect(SocketTable.owner(gone, server, isIPv6: false, in: bytes) == .unknown)
    let other = InternetAddress(bytes: [127, 0, 0, 1], port: 0xABCF)
    #expect(SocketTable.owner(other, server, isIPv6: false, in: bytes) == .unknown)
    let damaged = Array("0:\n:\n1: 0100007F:ABCD 0100007F:2212 x".utf8)
    #expect(SocketTable.owner(client, server, isIPv6: false, in: damaged) == .unknown)
  }

  @Test func `addresses are written as the kernel's tables have them`() {
    #expect(SocketTable.text(server, isIPv6: false) == "0100007F:2212")
    #expect(SocketTable.text(server, isIPv6: true) == "0000000000000000FFFF00000100007F:2212")
    let loopback = InternetAddress(bytes: [UInt8](repeating: 0, count: 15) + [1], port: 80)
    #expect(SocketTable.text(loopback, isIPv6: true) == "00000000000000000000000001000000:0050")
  }

  @Test func `an IPv4 address in IPv6 is that of IPv4, and a network of IPv6 has 64 bits`() {
    let mapped = InternetAddress(bytes: [UInt8](repeating: 0, count: 10) + [255, 255, 192, 0, 2, 1], port: 1)
    #expect(mapped == InternetAddress(bytes: [192, 0, 2, 1], port: 1))
    #expect(mapped.network == "192.0.2.1")
    let address = InternetAddress(bytes: [0x20, 1, 0xD, 0xB8, 0, 0, 0, 5] + [UInt8](repeating: 9, count: 8), port: 1)
    #expect(address.network == "2001:db8:0:5::/64")
  }

  @Test(arguments: [AF_INET, AF_INET6])
  func `both ways find the owner of a connection within this machine, and lose it when it is closed`(
    family: Int32
  ) throws {
    let pair = try #require(LoopbackPair(family), "this machine has no such addresses")
    let (client, server) = (pair.client.address, pair.server.address)
    let me = SocketOwner.user(geteuid())
    #expect(SocketDiagnosis.owner(client: client, server: server) == me)
    #expect(SocketTable.owner(client: client, server: server) == me)
    let peer = Peer(remote: client, local: server)
    #expect(peer.owner == me)
    #expect(peer.party == "user \(geteuid())")
    pair.client.close()
    #expect(SocketOwner(client: client, server: server) == .unknown)
    #expect(SocketTable.owner(client: client, server: server) == .unknown)
    // It is looked up once for a connection.
    #expect(peer.owner == me)
  }

  @Test(arguments: [AF_INET, AF_INET6])
  func `both ways find the owner of a listening socket, and none where nothing listens`(family: Int32) throws {
    let pair = try #require(LoopbackPair(family), "this machine has no such addresses")
    let me = SocketOwner.user(geteuid())
    #expect(SocketDiagnosis.listener(at: pair.listener.address) == me)
    #expect(SocketTable.listener(at: pair.listener.address) == me)
    #expect(SocketOwner(listeningAt: pair.listener.address) == me)
    // A port on which a connection is, but no listening socket.
    #expect(SocketOwner(listeningAt: pair.client.address) == .unavailable)
    pair.listener.close()
    #expect(SocketOwner(listeningAt: pair.listener.address) == .unavailable)
  }

  @Test func `of sockets that listen on a port, the one at the very address is meant`() {
    let all = "0: 00000000:2212 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11 1 0"
    let one = "1: 0100007F:2212 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1001        0 12 1 0"
    let connected = "2: 0100007F:2212 0100007F:ABCD 01 00000000:00000000 00:00000000 00000000  1002        0 13 1 0"
    func owner(_ lines: String...) -> SocketOwner {
      SocketTable.listener(at: server, isIPv6: false, in: Array(lines.joined(separator: "\n").utf8))
    }
    #expect(owner(connected, all, one) == .user(1001))
    #expect(owner(connected, all) == .user(1000))
    #expect(owner(connected) == .unavailable)
    #expect(owner("1: 0100007F:2212 0A", ":", "") == .unavailable)
    let mapped = "0: 00000000000000000000000000000000:2212 00000000000000000000000000000000:0000 0A 0:0 0:0 0  7 0 11"
    #expect(SocketTable.listener(at: server, isIPv6: true, in: Array(mapped.utf8)) == .user(7))
  }
}

/// The two ends of a connection within this machine.
private struct LoopbackPair {
  final class End {
    private var socket: Int32
    let address: InternetAddress

    init?(_ socket: Int32) {
      guard socket >= 0, let address = Self.address(of: socket) else { return nil }
      (self.socket, self.address) = (socket, address)
    }

    deinit { close() }

    func close() {
      if socket >= 0 { Glibc.close(socket) }
      socket = -1
    }

    static func address(of socket: Int32) -> InternetAddress? {
      var bytes = [UInt8](repeating: 0, count: 28)
      var size = socklen_t(bytes.count)
      let result = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe buffer.withMemoryRebound(to: sockaddr.self) { unsafe getsockname(socket, $0.baseAddress, &size) }
      }
      guard result == 0 else { return nil }
      let port = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
      return InternetAddress(bytes: Array(size == 16 ? bytes[4..<8] : bytes[8..<24]), port: port)
    }
  }

  let listener: End
  let client: End
  let server: End

  init?(_ family: Int32) {
    let listener = socket(family, Int32(SOCK_STREAM.rawValue), 0)
    var bytes = [UInt8](repeating: 0, count: family == AF_INET ? 16 : 28)
    unsafe bytes.withUnsafeMutableBytes { unsafe $0.storeBytes(of: sa_family_t(family), as: sa_family_t.self) }
    if family == AF_INET { bytes.replaceSubrange(4..<8, with: [127, 0, 0, 1]) } else { bytes[23] = 1 }
    guard unsafe Self.with(bytes, { unsafe bind(listener, $0, $1) }) == 0, listen(listener, 1) == 0,
      let listening = End(listener)
    else {
      Glibc.close(listener)
      return nil
    }
    let address = listening.address
    bytes.replaceSubrange(2..<4, with: [UInt8(address.port >> 8), UInt8(truncatingIfNeeded: address.port)])
    let client = socket(family, Int32(SOCK_STREAM.rawValue), 0)
    guard unsafe Self.with(bytes, { unsafe connect(client, $0, $1) }) == 0, let client = End(client),
      let server = End(accept(listener, nil, nil))
    else { return nil }
    (self.listener, self.client, self.server) = (listening, client, server)
  }

  private static func with(_ bytes: [UInt8], _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe buffer.withMemoryRebound(to: sockaddr.self) { pointer in
        guard let base = pointer.baseAddress else { return -1 }
        return unsafe body(base, socklen_t(bytes.count))
      }
    }
  }
}
