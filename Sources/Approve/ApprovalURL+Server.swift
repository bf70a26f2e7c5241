import Operations
import ProcessEnvironment
import WebServer

extension ApprovalURL {
  /// Refuses a page of this machine that another user serves: whoever it is would get what the person types.
  ///
  /// Every user can listen on a port, also on one that a server has left.
  ///
  /// - Throws: The way to say that it is right.
  func checkServer() throws(CommandFailure) {
    guard url.isLoopback, !isNamed else { return }
    for address in Self.addresses(of: url) {
      let owner = SocketOwner(listeningAt: address)
      guard case .user(let id) = owner, !owner.isTrusted else { continue }
      throw .usage(
        "\(url.authority) is served by another user of this machine (uid \(id)), so nothing was asked there: whoever "
          + "that is would get what you type. If you know the server for yours, run this again with --public-url "
          + "\(url.origin)/mcp, or the URL that its endpoint has."
      )
    }
  }

  /// The addresses that the host of a loopback URL may stand for.
  static func addresses(of url: BaseURL) -> [InternetAddress] {
    var host = url.authority[...]
    var port: UInt16 = url.isPlain ? 80 : 443
    if !host.hasSuffix("]"), let colon = host.lastIndex(of: ":") {
      port = UInt16(host[host.index(after: colon)...]) ?? port
      host = host[..<colon]
    }
    let (new, old) = ([UInt8](repeating: 0, count: 15) + [1], [UInt8]([127, 0, 0, 1]))
    let numbers = host.split(separator: ".").compactMap { UInt8($0) }
    let all = host.hasPrefix("[") ? [new] : numbers.count == 4 ? [numbers] : [old, new]
    return all.map { InternetAddress(bytes: $0, port: port) }
  }
}
