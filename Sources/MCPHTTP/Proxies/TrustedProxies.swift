import Glibc
import NIOHTTP1
package import WebServer

/// The proxies whose word on the address of a client counts (`X-Forwarded-For`).
///
/// It counts for limits and for the record alone: no URL is made of what a proxy forwards.
package struct TrustedProxies: Sendable {
  /// A block of addresses (RFC 4632 section 3.1, RFC 4291 section 2.3).
  private struct Block: Sendable {
    let bytes: [UInt8]
    let bits: Int

    func contains(_ address: InternetAddress) -> Bool {
      guard address.bytes.count == bytes.count else { return false }
      return zip(bytes, address.bytes).enumerated().allSatisfy { index, pair in
        let rest = max(0, min(8, bits - index * 8))
        return (pair.0 ^ pair.1) & ~(0xFF >> UInt8(rest)) == 0
      }
    }
  }

  private var blocks: [Block] = []
  /// Whether all that connect to a socket in the file system are proxies.
  private var includesSockets = false

  /// Makes an empty list, for servers that no proxy stands before.
  package init() {}

  /// Adds a block such as `10.0.0.0/8`, a single address, or `unix`; returns whether the text is one of these.
  package mutating func add(_ text: String) -> Bool {
    if text == "unix" {
      includesSockets = true
      return true
    }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = Self.address(parts[0]) else { return false }
    let size = address.bytes.count * 8
    var bits = size
    if parts.count == 2 {
      guard parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let length = Int(parts[1]), 0...size ~= length else {
        return false
      }
      bits = length
    }
    let block = Block(bytes: address.bytes, bits: bits)
    // Bits behind the prefix are a mistake: the block would be another than the one that was meant.
    let rest = address.bytes.enumerated().allSatisfy { index, byte in
      byte & (0xFF >> UInt8(max(0, min(8, bits - index * 8)))) == 0 || bits - index * 8 >= 8
    }
    guard rest else { return false }
    blocks.append(block)
    return true
  }

  /// Whether a connection comes from a proxy.
  package func contains(_ peer: Peer) -> Bool {
    guard let remote = peer.remote else { return includesSockets }
    return contains(remote)
  }

  private func contains(_ address: InternetAddress) -> Bool { blocks.contains { $0.contains(address) } }

  /// The client of a proxy's connection: the first address from the right that is no proxy's.
  ///
  /// The owner of the connection's socket is the proxy, and so never counts as the client.
  ///
  /// - Parameters:
  ///   - peer: The other end of the connection, a proxy.
  ///   - fields: The header fields of the request.
  /// - Returns: The client; the proxy itself if it forwards none.
  func client(of peer: Peer, _ fields: HTTPHeaders) -> Peer {
    var client = peer.remote
    let texts = fields["x-forwarded-for"].flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    for text in texts.reversed() {
      // What stands further left was told by somebody of whom nothing is known.
      guard let address = Self.address(text) else { break }
      client = address
      guard contains(address) else { break }
    }
    return Peer(remote: client, local: nil)
  }

  /// Reads an address, with or without a port, as proxies write it.
  private static func address(_ text: Substring) -> InternetAddress? {
    var text = text.trimmingSpace()
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") && UInt16(rest.dropFirst()) != nil else { return nil }
      text = text[text.index(after: text.startIndex)..<end]
    } else if let colon = text.firstIndex(of: ":"), text.lastIndex(of: ":") == colon {
      guard UInt16(text[text.index(after: colon)...]) != nil else { return nil }
      text = text[..<colon]
    }
    guard text.utf8.count <= 45 else { return nil }
    var four = in_addr()
    if unsafe inet_pton(AF_INET, String(text), &four) == 1 {
      return InternetAddress(bytes: unsafe withUnsafeBytes(of: four) { unsafe Array($0) }, port: 0)
    }
    var six = in6_addr()
    guard unsafe inet_pton(AF_INET6, String(text), &six) == 1 else { return nil }
    return InternetAddress(bytes: unsafe withUnsafeBytes(of: six) { unsafe Array($0) }, port: 0)
  }
}
