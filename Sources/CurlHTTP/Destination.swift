import Glibc
import HTTPTypes

/// The destination of a request, checked so that libcurl reads the intended host from the URL.
struct Destination {
  let url: String
  /// The host, without brackets and port.
  let host: String
  let isSecure: Bool
  /// Whether the host is this machine, as `127.0.0.0/8`, `::1` or `localhost`: never reached through a proxy.
  let isLoopback: Bool
  /// The scheme and the authority as given, by which the next request to the same host is recognised.
  private let scheme: String
  private let authority: String

  /// Checks the destination of a request; the host of the request before, if it is the same, is not checked again.
  init(_ request: HTTPRequest, after former: Destination? = nil) throws(TransferError) {
    let path = request.path ?? "/"
    if let former, request.scheme == former.scheme, request.authority == former.authority {
      (scheme, authority) = (former.scheme, former.authority)
      (host, isSecure, isLoopback) = (former.host, former.isSecure, former.isLoopback)
    } else {
      scheme = request.scheme ?? ""
      switch scheme.lowercased() {
      case "http": isSecure = false
      case "https": isSecure = true
      default: throw .invalidRequest("only http and https are spoken")
      }
      authority = request.authority ?? ""
      guard !authority.isEmpty else { throw .invalidRequest("it names no host") }
      guard authority.utf8.allSatisfy(Self.isOfAuthority) else {
        throw .invalidRequest(
          "the host may have only letters, digits, '-', '.', '_', a port, or be an address in brackets"
        )
      }
      host = Self.host(authority)
      isLoopback = Self.isLoopback(host)
    }
    guard path.utf8.first == UInt8(ascii: "/"), path.utf8.allSatisfy(Self.isOfPath) else {
      throw .invalidRequest("the path must begin with '/' and be percent-encoded")
    }
    url = "\(isSecure ? "https" : "http")://\(authority)\(path)"
  }

  private static func isOfAuthority(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "-")...UInt8(ascii: "."),
      UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isOfPath(_ byte: UInt8) -> Bool { 0x21...0x7E ~= byte && byte != UInt8(ascii: "#") }

  private static func host(_ authority: String) -> String {
    let isBracketed = authority.utf8.first == UInt8(ascii: "[")
    return String(isBracketed ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" })
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host.lowercased() == "localhost" { return true }
    var address = in_addr()
    // Accepts the same notations of an address as libcurl, such as 127.1.
    if unsafe inet_aton(host, &address) != 0 { return UInt32(bigEndian: address.s_addr) >> 24 == 127 }
    var longAddress = in6_addr()
    return unsafe inet_pton(AF_INET6, host, &longAddress) == 1
      && withUnsafeBytes(of: longAddress) { unsafe $0.elementsEqual([UInt8](repeating: 0, count: 15) + [1]) }
  }
}
